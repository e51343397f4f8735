import { randomUUID } from 'node:crypto';
import type { Announcement } from '../layer3/OperationsFeed.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';
import type { TrackConflict, TrainBoard } from '../layer3/TrainBoard.interface.js';
import type { Departure, TrainBoardModel } from '../layer3/TrainBoardModel.interface.js';
import { ClockTime } from './ClockTime.js';

/** A departure board that sorts by when trains really leave, not by when they should have. */
export class DefaultTrainBoard implements TrainBoard {
  private model: TrainBoardModel;
  private owner: string;

  constructor() {
    this.model = { uuid: randomUUID(), station: '', rows: 8, holdMinutes: 1, departures: [] };
    this.owner = '';
  }

  init(scenario: Scenario<TrainBoardModel>): this {
    this.model = structuredClone(scenario.model);
    this.owner = scenario.owner;
    return this;
  }

  toScenario(): Scenario<TrainBoardModel> {
    const ior = { uuid: this.model.uuid, component: 'TrainBoard', version: '1.0.0.0' };
    return { ior, owner: this.owner, model: structuredClone(this.model) };
  }

  get station(): string {
    return this.model.station;
  }

  schedule(number: string, time: string, destination: string, track: string, ...via: string[]): this {
    if (this.model.departures.some(departure => departure.number === number)) {
      throw new Error(`train ${number} is on the board of ${this.station} already`);
    }
    const plannedMinute = new ClockTime().init(time).minute;
    const state = { track, plannedTrack: track, delayMinutes: 0, cancelled: false };
    this.model.departures.push({ number, plannedMinute, destination, via, ...state });
    return this;
  }

  /** Takes an announcement over. A delay replaces the earlier one; trains do not leave before their time. */
  apply(announcement: Announcement): this {
    const departure = this.departureInternal(announcement.number);
    switch (announcement.kind) {
      case 'delayed':
        departure.delayMinutes = Math.max(0, announcement.minutes);
        return this;
      case 'moved':
        departure.track = announcement.track;
        return this;
      case 'cancelled':
        departure.cancelled = true;
        return this;
    }
  }

  /** The rows of the board at a minute of the operating day. Cancelled trains stay until their planned time. */
  visible(now: number): Departure[] {
    return this.upcomingInternal(now).slice(0, this.model.rows);
  }

  /** Trains that reach a place, as their destination or on the way, and really run. */
  towards(place: string, now: number): Departure[] {
    const wanted = place.toLowerCase();
    return this.upcomingInternal(now).filter(departure => {
      const stops = [...departure.via, departure.destination].map(stop => stop.toLowerCase());
      return !departure.cancelled && stops.includes(wanted);
    });
  }

  /** Delays can bring two trains to one track. Only neighbours in time are compared, since others cannot meet. */
  conflicts(apartMinutes: number): TrackConflict[] {
    const found: TrackConflict[] = [];
    const last = new Map<string, Departure>();
    for (const departure of this.upcomingInternal(-Infinity).filter(each => !each.cancelled)) {
      const before = last.get(departure.track);
      const apart = before ? this.expectedInternal(departure) - this.expectedInternal(before) : Infinity;
      if (before && apart < apartMinutes) {
        found.push({ track: departure.track, numbers: [before.number, departure.number], apartMinutes: apart });
      }
      last.set(departure.track, departure);
    }
    return found;
  }

  /** The share of trains that left within some minutes of the plan. A cancelled train was not punctual. */
  punctuality(withinMinutes: number): number {
    const { departures } = this.model;
    if (departures.length === 0) {
      throw new Error('punctuality of no trains is not defined');
    }
    const punctual = departures.filter(each => !each.cancelled && each.delayMinutes <= withinMinutes);
    return punctual.length / departures.length;
  }

  private upcomingInternal(now: number): Departure[] {
    return structuredClone(this.model.departures)
      .filter(departure => this.expectedInternal(departure) + this.model.holdMinutes >= now)
      .sort((one, other) => this.expectedInternal(one) - this.expectedInternal(other));
  }

  private expectedInternal(departure: Departure): number {
    return departure.plannedMinute + (departure.cancelled ? 0 : departure.delayMinutes);
  }

  private departureInternal(number: string): Departure {
    const found = this.model.departures.find(departure => departure.number === number);
    if (!found) {
      throw new Error(`no train ${number} leaves ${this.station} today`);
    }
    return found;
  }
}
