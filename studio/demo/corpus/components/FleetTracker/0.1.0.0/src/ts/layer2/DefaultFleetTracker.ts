import { randomUUID } from 'node:crypto';
import type { FleetTracker } from '../layer3/FleetTracker.interface.js';
import type { FleetTrackerModel } from '../layer3/FleetTrackerModel.interface.js';

const EARTH_RADIUS_KM = 6371;

export function distanceKm(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const rad = Math.PI / 180;
  const x = (lon2 - lon1) * rad * Math.cos(((lat1 + lat2) / 2) * rad);
  const y = (lat2 - lat1) * rad;
  return Math.sqrt(x * x + y * y) * EARTH_RADIUS_KM;
}

export class DefaultFleetTracker implements FleetTracker {
  public model: FleetTrackerModel;
  public serviceEveryKm = 20000;
  public timer: any;

  constructor(plates: string[] = []) {
    this.model = { uuid: randomUUID(), vehicles: [], zones: [] };
    for (const plate of plates) {
      this.enlist(plate);
    }
    if (plates.length > 0) {
      this.timer = setInterval(() => this.printIdle(), 60000);
    }
  }

  enlist(plate: string): void {
    this.model.vehicles.push({ plate: plate, km: 0, servicedAt: 0, lat: null, lon: null, at: 0 });
  }

  report(plate: string, latitude: number, longitude: number): void {
    const vehicle = this.model.vehicles.find((v: any) => v.plate === plate);
    if (!vehicle) {
      console.error('unknown plate ' + plate);
      return;
    }
    if (vehicle.lat !== null) {
      vehicle.km += distanceKm(vehicle.lat, vehicle.lon, latitude, longitude);
    }
    vehicle.lat = latitude;
    vehicle.lon = longitude;
    vehicle.at = Date.now();
  }

  nearest(latitude: number, longitude: number): any {
    let best: any = null;
    let bestKm = Infinity;
    for (const vehicle of this.model.vehicles) {
      const km = distanceKm(latitude, longitude, vehicle.lat, vehicle.lon);
      if (km < bestKm) {
        best = vehicle;
        bestKm = km;
      }
    }
    return best;
  }

  dueForService(): any[] {
    return this.model.vehicles.filter((v: any) => v.km - v.servicedAt > this.serviceEveryKm);
  }

  printIdle() {
    for (const vehicle of this.model.vehicles) {
      if (Date.now() - vehicle.at > 600000) {
        console.log(vehicle.plate + ' idle');
      }
    }
  }
}
