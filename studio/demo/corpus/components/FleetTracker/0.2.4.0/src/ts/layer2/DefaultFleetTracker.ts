import { randomUUID } from 'node:crypto';
import type { FleetTracker } from '../layer3/FleetTracker.interface.js';
import type { FleetTrackerModel, GeoPoint, PositionReport, Vehicle, Zone } from '../layer3/FleetTrackerModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

export class DefaultFleetTracker implements FleetTracker {
  private static readonly EARTH_RADIUS_KM = 6371;

  model: FleetTrackerModel;
  private owner: string;

  constructor() {
    this.model = { uuid: randomUUID(), vehicles: [], zones: [], jitterKm: 0.03 };
    this.owner = 'unowned';
  }

  init(scenario: Scenario): this {
    this.model = structuredClone(scenario.model);
    this.owner = scenario.owner;
    return this;
  }

  toScenario(): Scenario {
    return {
      ior: { uuid: this.model.uuid, component: 'FleetTracker', version: '0.2.4.0' },
      owner: this.owner,
      model: structuredClone(this.model),
    };
  }

  enlist(plate: string, serviceEveryKm: number): this {
    if (this.model.vehicles.some(vehicle => vehicle.plate === plate)) {
      throw new Error(`${plate} is already part of the fleet`);
    }
    this.model.vehicles.push({
      plate, odometerKm: 0, serviceEveryKm, servicedAtKm: 0, lastReport: null, movedAt: 0,
    });
    return this;
  }

  addZone(zone: Zone): this {
    this.model.zones = [...this.model.zones.filter(other => other.name !== zone.name), { ...zone }];
    return this;
  }

  report(report: PositionReport): this {
    const vehicle = this.vehicleInternal(report.plate);
    const last = vehicle.lastReport;
    if (last) {
      const km = this.distanceInternal(last, report);
      vehicle.odometerKm += km;
      if (km > this.model.jitterKm) {
        vehicle.movedAt = report.at;
      }
    } else {
      vehicle.movedAt = report.at;
    }
    vehicle.lastReport = report;
    return this;
  }

  serviced(plate: string): this {
    const vehicle = this.vehicleInternal(plate);
    vehicle.servicedAtKm = vehicle.odometerKm;
    return this;
  }

  vehicle(plate: string): Readonly<Vehicle> {
    return this.vehicleInternal(plate);
  }

  /** Names of all zones the vehicle stands in; zones may overlap. */
  zonesOf(plate: string): string[] {
    const { lastReport } = this.vehicleInternal(plate);
    if (!lastReport) {
      return [];
    }
    return this.model.zones
      .filter(zone => this.distanceInternal(zone, lastReport) <= zone.radiusKm)
      .map(zone => zone.name);
  }

  /** Plates of the vehicles nearest to a place as the crow flies; vehicles never heard of are left out. */
  nearest(place: GeoPoint, count: number): string[] {
    return this.model.vehicles
      .flatMap(({ plate, lastReport }) =>
        lastReport ? [{ plate, km: this.distanceInternal(place, lastReport) }] : [],
      )
      .sort((a, b) => a.km - b.km)
      .slice(0, count)
      .map(({ plate }) => plate);
  }

  idle(minutes: number, now: number): string[] {
    return this.model.vehicles
      .filter(vehicle => vehicle.lastReport !== null && now - vehicle.movedAt >= minutes * 60)
      .map(vehicle => vehicle.plate);
  }

  /** Vehicles whose next service falls within the given distance. */
  dueForService(withinKm: number): string[] {
    return this.model.vehicles
      .filter(vehicle => vehicle.servicedAtKm + vehicle.serviceEveryKm - vehicle.odometerKm <= withinKm)
      .map(vehicle => vehicle.plate);
  }

  private vehicleInternal(plate: string): Vehicle {
    const vehicle = this.model.vehicles.find(candidate => candidate.plate === plate);
    if (!vehicle) {
      throw new Error(`no vehicle with the plate ${plate}`);
    }
    return vehicle;
  }

  /** Great-circle distance by the haversine formula. */
  private distanceInternal(from: GeoPoint, to: GeoPoint): number {
    const radians = Math.PI / 180;
    const halfLat = ((to.latitude - from.latitude) * radians) / 2;
    const halfLon = ((to.longitude - from.longitude) * radians) / 2;
    const h =
      Math.sin(halfLat) ** 2 +
      Math.cos(from.latitude * radians) * Math.cos(to.latitude * radians) * Math.sin(halfLon) ** 2;
    return 2 * DefaultFleetTracker.EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
  }
}
