export interface FleetTracker {
  enlist(plate: string): void;
  report(plate: string, latitude: number, longitude: number): void;
  nearest(latitude: number, longitude: number): any;
  dueForService(): any[];
}
