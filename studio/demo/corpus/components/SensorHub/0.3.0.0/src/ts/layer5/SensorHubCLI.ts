import { DefaultSensorHub } from '../layer2/DefaultSensorHub.js';
import type { Scenario } from '../layer3/Scenario.interface.js';
import type { SensorHub } from '../layer3/SensorHub.interface.js';
import type { Quantity, SensorHubModel } from '../layer3/SensorHubModel.interface.js';

/** Terminal view of a site. */
export class SensorHubCLI {
  #hub: SensorHub;
  #screen: string[] = [];

  constructor() {
    this.#hub = new DefaultSensorHub();
  }

  init(scenario: Scenario<SensorHubModel>): this {
    this.#hub.init(scenario);
    return this;
  }

  get output(): string {
    return this.#screen.join('\n');
  }

  register(id: string, quantity: string): this {
    const known: Quantity[] = ['temperature', 'humidity', 'pressure', 'light'];
    const match = known.find(candidate => candidate === quantity);
    if (!match) {
      throw new Error(`cannot measure '${quantity}'; choose ${known.join(', ')}`);
    }
    this.#hub.register(id, match);
    return this.lineInternal(`${id} measures ${match}`);
  }

  record(id: string, raw: string): this {
    this.#hub.record(id, Number(raw), Date.now());
    return this.status();
  }

  /** One line per sensor: value, trend as an arrow, alarm. */
  status(): this {
    const alarms = this.#hub.alarms();
    const lost = this.#hub.lost(Date.now());
    for (const id of this.#hub.sensorIds) {
      const value = lost.includes(id) ? 'lost' : this.#hub.latest(id).value.toFixed(1);
      this.lineInternal(`${id.padEnd(10)}${value.padStart(8)} ${this.arrowInternal(id)} ${alarms.get(id) ?? ''}`.trimEnd());
    }
    return this;
  }

  execute([command, id = '', value = '']: string[]): this {
    switch (command) {
      case 'register':
        return this.register(id, value);
      case 'record':
        return this.record(id, value);
      case 'status':
        return this.status();
      default:
        return this.lineInternal('sensorhub register ID QUANTITY | record ID VALUE | status');
    }
  }

  private arrowInternal(id: string): string {
    const slope = this.#hub.trendPerHour(id);
    return Math.abs(slope) < 0.1 ? '→' : slope > 0 ? '↗' : '↘';
  }

  private lineInternal(text: string): this {
    this.#screen.push(text);
    return this;
  }
}
