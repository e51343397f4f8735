export interface FleetTrackerModel {
  uuid: string;
  vehicles: any[];
  zones: any[];
}
