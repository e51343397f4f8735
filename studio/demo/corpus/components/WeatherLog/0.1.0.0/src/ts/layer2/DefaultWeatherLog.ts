import { appendFileSync, existsSync, readFileSync } from 'fs';
import { WeatherLog } from '../layer3/WeatherLog.interface.js';

export function toCelsius(fahrenheit: any) {
  return ((fahrenheit - 32) * 5) / 9;
}

export function monthOf(date: string): number {
  return parseInt(date.split('-')[1]);
}

export class DefaultWeatherLog implements WeatherLog {
  public days: any[] = [];
  public file: string;
  public station = 'garden';

  constructor(file = 'weather.csv') {
    this.file = file;
    if (existsSync(file)) {
      for (const line of readFileSync(file, 'utf8').split('\n')) {
        if (line.trim()) {
          this.addLine(line);
        }
      }
    } else {
      console.log('starting a new log: ' + file);
    }
  }

  // 2025-03-01;38F;51F;2.4
  addLine(line: string): void {
    const [date, low, high, rain] = line.split(';');
    if (!high) {
      console.error('bad line: ' + line);
      return;
    }
    this.days.push({
      date: date,
      low: low.endsWith('F') ? toCelsius(parseFloat(low)) : parseFloat(low),
      high: high.endsWith('F') ? toCelsius(parseFloat(high)) : parseFloat(high),
      rain: parseFloat(rain) || 0,
    });
  }

  note(date: string, low: any, high: any, rain: any): void {
    this.addLine([date, low, high, rain].join(';'));
    try {
      appendFileSync(this.file, [date, low, high, rain].join(';') + '\n');
    } catch (e) {
      console.error('could not save', e);
    }
  }

  hottest(): any {
    let best = this.days[0];
    for (const day of this.days) {
      if (day.high > best.high) best = day;
    }
    return best;
  }

  rainIn(month: number): number {
    let sum = 0;
    for (const day of this.days) {
      if (monthOf(day.date) === month) sum += day.rain;
    }
    return Math.round(sum * 10) / 10;
  }

  frostDays(): any[] {
    return this.days.filter((day: any) => day.low < 0);
  }

  _mean(month: number): any {
    const days = this.days.filter((day: any) => monthOf(day.date) === month);
    return days.map((day: any) => (day.low + day.high) / 2).reduce((a: any, b: any) => a + b, 0) / days.length;
  }
}
