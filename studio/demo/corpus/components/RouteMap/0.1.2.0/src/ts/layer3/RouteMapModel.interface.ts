export interface Place {
  id: string;
  name: string;
  latitude: number;
  longitude: number;
}

/** A road that can be used in both directions. */
export interface Road {
  from: string;
  to: string;
  metres: number;
}

export interface RouteMapModel {
  uuid: string;
  region: string;
  places: Place[];
  roads: Road[];
}
