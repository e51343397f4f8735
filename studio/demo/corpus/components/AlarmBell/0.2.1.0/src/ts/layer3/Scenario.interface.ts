import type { AlarmBellModel } from './AlarmBellModel.interface.js';

/** State of an alarm system, e.g. to hand it from one control room computer to the next. */
export interface Scenario {
  ior: { uuid: string; component: string; version: string };
  owner: string;
  model: AlarmBellModel;
}
