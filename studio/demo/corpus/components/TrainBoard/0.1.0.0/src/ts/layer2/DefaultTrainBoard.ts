import { readFileSync } from 'fs';
import { TrainBoard } from '../layer3/TrainBoard.interface.js';

export function pad(text: any, width: number): string {
  return (text + '                    ').substring(0, width);
}

function addMinutes(time: string, minutes: number) {
  const [hours, mins] = time.split(':').map(Number);
  const total = hours * 60 + mins + minutes;
  return pad0(Math.floor(total / 60) % 24) + ':' + pad0(total % 60);
}

function pad0(n: number) {
  return n < 10 ? '0' + n : '' + n;
}

export class DefaultTrainBoard implements TrainBoard {
  public trains: any[];
  public station: string;
  timer: any;

  constructor(station: string, timetable: string) {
    this.station = station;
    this.trains = JSON.parse(readFileSync(timetable, 'utf8'));
    this.trains.forEach((train: any) => (train.delay = 0));
    this.timer = setInterval(() => this.show(), 30000);
    this.show();
  }

  add(train: any): void {
    if (this.trains.find(t => t.number === train.number)) {
      console.log('train ' + train.number + ' is on the board already');
      return;
    }
    this.trains.push({ ...train, delay: 0 });
  }

  delay(number: any, minutes: any): void {
    const train = this.trains.find(t => t.number === number);
    if (!train) {
      console.error('no such train: ' + number);
      return;
    }
    train.delay = minutes;
  }

  track(number: any, track: any): void {
    try {
      this.trains.find(t => t.number === number).track = track;
    } catch (e) {
      console.error(e);
    }
  }

  next(now: string): any[] {
    const result = [];
    for (const train of this.trains) {
      if (addMinutes(train.time, train.delay) >= now) {
        result.push(train);
      }
    }
    result.sort((a, b) => (a.time < b.time ? -1 : 1));
    return result.slice(0, 8);
  }

  show(): void {
    const now = new Date().toTimeString().substring(0, 5);
    console.log(this.station + ' ' + now);
    for (const train of this.next(now)) {
      const late = train.delay > 0 ? '+' + train.delay : '';
      console.log(pad(train.time, 6) + pad(late, 5) + pad(train.number, 9) + pad(train.to, 20) + train.track);
    }
  }
}
