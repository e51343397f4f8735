import type { Place, Road, TravelMode } from './RouteMapModel.interface.js';

/** A way from the first place to the last: `places` has one element more than `roads`. */
export interface Route {
  mode: TravelMode;
  places: Place[];
  roads: Road[];
  metres: number;
  minutes: number;
}
