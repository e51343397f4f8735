import { readFileSync } from 'node:fs';
import { DefaultFleetTracker } from '../layer2/DefaultFleetTracker.js';
import type { FleetTracker } from '../layer3/FleetTracker.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** Answers a dispatcher's questions about a fleet: where, who is near, who stands still, who needs the workshop. */
export class FleetTrackerCLI {
  private fleet: FleetTracker;

  constructor() {
    this.fleet = new DefaultFleetTracker();
  }

  static start([scenarioPath, command, ...parameters]: string[]): FleetTrackerCLI {
    const scenario = JSON.parse(readFileSync(scenarioPath, 'utf8')) as Scenario;
    return new FleetTrackerCLI().init(scenario).execute(command, parameters);
  }

  init(scenario: Scenario): this {
    this.fleet.init(scenario);
    return this;
  }

  execute(command: string, parameters: string[]): this {
    switch (command) {
      case 'where':
        return this.where(parameters[0]);
      case 'nearest':
        return this.nearest(Number(parameters[0]), Number(parameters[1]), Number(parameters[2] ?? 3));
      case 'idle':
        return this.list('standing still', this.fleet.idle(Number(parameters[0]), Date.now() / 1000));
      case 'service':
        return this.list('due for service', this.fleet.dueForService(Number(parameters[0] ?? 500)));
      default:
        throw new Error(`'${command}' is none of: where PLATE, nearest LAT LON COUNT, idle MINUTES, service KM`);
    }
  }

  where(plate: string): this {
    const { lastReport, odometerKm } = this.fleet.vehicle(plate);
    const place = lastReport ? `${lastReport.latitude.toFixed(5)} ${lastReport.longitude.toFixed(5)}` : 'not heard of yet';
    const zones = this.fleet.zonesOf(plate).join(', ') || 'on the road';
    console.log(`${plate}: ${place} (${zones}), ${odometerKm.toFixed(1)} km`);
    return this;
  }

  nearest(latitude: number, longitude: number, count: number): this {
    if (Number.isNaN(latitude) || Number.isNaN(longitude)) {
      throw new Error('nearest needs a latitude and a longitude in degrees');
    }
    return this.list('nearest', this.fleet.nearest({ latitude, longitude }, count));
  }

  list(title: string, plates: string[]): this {
    console.log(`${title}: ${plates.length === 0 ? 'none' : plates.join(', ')}`);
    return this;
  }
}
