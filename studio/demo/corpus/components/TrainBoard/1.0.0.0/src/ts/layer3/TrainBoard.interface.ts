import type { Announcement } from './OperationsFeed.interface.js';
import type { Scenario } from './Scenario.interface.js';
import type { Departure, TrainBoardModel } from './TrainBoardModel.interface.js';

/** Two trains that are expected on one track at nearly the same time. */
export interface TrackConflict {
  track: string;
  numbers: [string, string];
  apartMinutes: number;
}

/** What leaves a station, as travellers need to see it. */
export interface TrainBoard {
  readonly station: string;

  init(scenario: Scenario<TrainBoardModel>): this;
  toScenario(): Scenario<TrainBoardModel>;

  schedule(number: string, time: string, destination: string, track: string, ...via: string[]): this;
  apply(announcement: Announcement): this;

  visible(now: number): Departure[];
  towards(place: string, now: number): Departure[];
  conflicts(apartMinutes: number): TrackConflict[];
  punctuality(withinMinutes: number): number;
}
