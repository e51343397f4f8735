import type { Scenario } from './Scenario.interface.js';
import type { Departure, TrainBoardModel } from './TrainBoardModel.interface.js';

export interface TrainBoard {
  init(scenario: Scenario<TrainBoardModel>): this;
  toScenario(): Scenario<TrainBoardModel>;
  add(number: string, time: string, destination: string): this;
  delay(number: string, minutes: number): this;
  track(number: string, track: string): this;
  next(now: string, count: number): Departure[];
}
