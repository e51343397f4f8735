/** Degrees north and east; south and west are negative. */
export interface GeoPoint {
  latitude: number;
  longitude: number;
}

export interface PositionReport extends GeoPoint {
  plate: string;
  /** Seconds since the epoch, as the vehicle's unit sent it. */
  at: number;
}

/** A circle on the map, such as a depot or a customer's yard. */
export interface Zone extends GeoPoint {
  name: string;
  radiusKm: number;
}

export interface Vehicle {
  plate: string;
  odometerKm: number;
  serviceEveryKm: number;
  servicedAtKm: number;
  lastReport: PositionReport | null;
  /** When the vehicle last moved noticeably, seconds since the epoch. */
  movedAt: number;
}

export interface FleetTrackerModel {
  uuid: string;
  vehicles: Vehicle[];
  zones: Zone[];
  /** Movements below this are taken for noise of the receiver. */
  jitterKm: number;
}
