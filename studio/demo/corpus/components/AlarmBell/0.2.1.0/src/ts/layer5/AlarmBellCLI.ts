import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { DefaultAlarmBell } from '../layer2/DefaultAlarmBell.js';
import type { AlarmBell } from '../layer3/AlarmBell.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** Reads one command per line, e.g. from a serial line: `measure boiler 93.5`, `ack boiler ines`, `list`. */
export class AlarmBellCLI {
  private bell: AlarmBell;
  private wasRinging: boolean;

  constructor() {
    this.bell = new DefaultAlarmBell();
    this.wasRinging = false;
  }

  init(scenario: Scenario): this {
    this.bell.init(scenario);
    return this;
  }

  async run(input: Readable): Promise<this> {
    for await (const line of createInterface({ input })) {
      if (line.trim() !== '') {
        this.execute(line.trim().split(/\s+/), Math.floor(Date.now() / 1000)).announce();
      }
    }
    return this;
  }

  execute([command, sensor, parameter]: string[], now: number): this {
    switch (command) {
      case 'measure':
        this.bell.measure(sensor, Number(parameter), now);
        return this;
      case 'ack':
        this.bell.acknowledge(sensor, parameter);
        return this;
      case 'silence':
        this.bell.silence(sensor, Number(parameter), now);
        return this;
      case 'list':
        return this.list();
      default:
        throw new Error(`'${command}' is none of measure, ack, silence, list`);
    }
  }

  list(): this {
    for (const alarm of this.bell.active) {
      const who = alarm.acknowledgedBy === '' ? 'open' : `with ${alarm.acknowledgedBy}`;
      console.log(`${alarm.severity.padEnd(8)} ${alarm.sensor.padEnd(16)} ${alarm.value}  ${who}`);
    }
    return this;
  }

  /** Prints a bell character when the ringing begins, not with every reading while it lasts. */
  announce(): this {
    if (this.bell.ringing && !this.wasRinging) {
      console.log(`\u0007ALARM ${this.bell.active[0].sensor}`);
    }
    this.wasRinging = this.bell.ringing;
    return this;
  }
}
