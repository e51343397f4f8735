/** How a traveller moves. Not every road is open to every mode. */
export type TravelMode = 'walk' | 'bike' | 'car';

/** A named point, in degrees of latitude and longitude (WGS 84). */
export interface Place {
  id: string;
  name: string;
  latitude: number;
  longitude: number;
}

/** A road between two places. `oneWay` roads lead from `from` to `to` only; `closedFor` is a reason, '' when open. */
export interface Road {
  id: string;
  from: string;
  to: string;
  metres: number;
  oneWay: boolean;
  modes: TravelMode[];
  closedFor: string;
}

export interface RouteMapModel {
  uuid: string;
  region: string;
  places: Place[];
  roads: Road[];
}
