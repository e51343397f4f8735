import { randomUUID } from 'node:crypto';
import type { Scenario } from '../layer3/Scenario.interface.js';
import type { TrainBoard } from '../layer3/TrainBoard.interface.js';
import type { Departure, TrainBoardModel } from '../layer3/TrainBoardModel.interface.js';

export class DefaultTrainBoard implements TrainBoard {
  public model: TrainBoardModel;
  private owner = '';

  constructor() {
    this.model = { uuid: randomUUID(), station: '', departures: [] };
  }

  init(scenario: Scenario<TrainBoardModel>): this {
    this.model = scenario.model;
    this.owner = scenario.owner;
    return this;
  }

  toScenario(): Scenario<TrainBoardModel> {
    const ior = { uuid: this.model.uuid, component: 'TrainBoard', version: '0.2.0.0' };
    return { ior, owner: this.owner, model: this.model };
  }

  add(number: string, time: string, destination: string): this {
    if (this.model.departures.some(departure => departure.number === number)) {
      throw new Error('train ' + number + ' is on the board already');
    }
    this.model.departures.push({ number, time, destination, track: '', delay: 0 });
    return this;
  }

  delay(number: string, minutes: number): this {
    this.departureInternal(number).delay = minutes;
    return this;
  }

  track(number: string, track: string): this {
    this.departureInternal(number).track = track;
    return this;
  }

  /** What still leaves today, in the order of the timetable. */
  next(now: string, count: number): Departure[] {
    return this.model.departures
      .filter(departure => this.expectedInternal(departure) >= now)
      .sort((one, other) => one.time.localeCompare(other.time))
      .slice(0, count);
  }

  private expectedInternal(departure: Departure): string {
    const [hours, minutes] = departure.time.split(':').map(Number);
    const total = hours * 60 + minutes + departure.delay;
    return [Math.floor(total / 60) % 24, total % 60].map(part => String(part).padStart(2, '0')).join(':');
  }

  private departureInternal(number: string): Departure {
    const found = this.model.departures.find(departure => departure.number === number);
    if (!found) {
      throw new Error('no such train: ' + number);
    }
    return found;
  }
}
