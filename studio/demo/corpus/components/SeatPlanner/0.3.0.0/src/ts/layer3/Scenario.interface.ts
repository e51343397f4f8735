import type { SeatPlannerModel } from './SeatPlannerModel.interface.js';

/** A seating plan that can be put aside and taken up again. */
export interface Scenario {
  ior: { uuid: string; component: string; version: string };
  owner: string;
  model: SeatPlannerModel;
}
