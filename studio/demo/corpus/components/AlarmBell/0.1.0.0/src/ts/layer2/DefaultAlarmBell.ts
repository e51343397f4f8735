import { exec } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { AlarmBell } from '../layer3/AlarmBell.interface.js';
import type { AlarmBellModel } from '../layer3/AlarmBellModel.interface.js';

export class DefaultAlarmBell extends EventEmitter implements AlarmBell {
  public model: AlarmBellModel;
  public siren: string;
  public lastValues: any = {};

  constructor(siren: string, limits: any = {}) {
    super();
    this.siren = siren;
    this.model = { uuid: randomUUID(), limits: limits, ringing: [] };
    this.on('ring', (sensor: any) => this._playSiren(sensor));
    for (const sensor of Object.keys(limits)) {
      this.lastValues[sensor] = 0;
    }
  }

  setLimit(sensor: string, limit: number): void {
    this.model.limits[sensor] = limit;
  }

  measure(sensor: string, value: any): boolean {
    const limit = this.model.limits[sensor];
    if (limit === undefined) {
      console.error('no limit for ' + sensor);
      return false;
    }
    this.lastValues[sensor] = value;
    if (value >= limit) {
      if (!this.model.ringing.includes(sensor)) {
        this.model.ringing.push(sensor);
        this.emit('ring', sensor);
      }
      return true;
    }
    return false;
  }

  acknowledge(sensor: string): void {
    const index = this.model.ringing.indexOf(sensor);
    if (index < 0) {
      console.error(sensor + ' is not ringing');
    } else {
      this.model.ringing.splice(index, 1);
    }
  }

  _playSiren(sensor: any): void {
    exec(this.siren + ' ' + sensor, error => {
      if (error) {
        console.error('siren does not work');
      }
    });
  }
}
