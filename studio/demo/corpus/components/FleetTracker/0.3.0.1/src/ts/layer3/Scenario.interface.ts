import type { FleetTrackerModel } from './FleetTrackerModel.interface.js';

/** Where a tracker's state comes from and goes to. `ior` names the instance, `owner` the fleet operator. */
export interface Scenario {
  ior: { uuid: string; component: string; version: string };
  owner: string;
  model: FleetTrackerModel;
}
