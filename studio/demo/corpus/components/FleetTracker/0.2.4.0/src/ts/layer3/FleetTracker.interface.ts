import type { GeoPoint, PositionReport, Vehicle, Zone } from './FleetTrackerModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** Knows where the vehicles of a fleet are, how far they went and when they are due in the workshop. */
export interface FleetTracker {
  init(scenario: Scenario): this;
  toScenario(): Scenario;

  enlist(plate: string, serviceEveryKm: number): this;
  addZone(zone: Zone): this;
  report(report: PositionReport): this;
  serviced(plate: string): this;

  vehicle(plate: string): Readonly<Vehicle>;
  zonesOf(plate: string): string[];
  nearest(place: GeoPoint, count: number): string[];
  idle(minutes: number, now: number): string[];
  dueForService(withinKm: number): string[];
}
