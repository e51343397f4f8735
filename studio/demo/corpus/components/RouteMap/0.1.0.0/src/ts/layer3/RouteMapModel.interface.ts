export interface Place {
  id: string;
  name: string;
  lat: number;
  lon: number;
}

export interface Road {
  from: string;
  to: string;
  metres: number;
}

export interface RouteMapModel {
  places: Place[];
  roads: Road[];
}
