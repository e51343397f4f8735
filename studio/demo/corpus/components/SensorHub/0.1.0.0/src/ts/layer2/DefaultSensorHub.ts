import { EventEmitter } from 'events';
import type { SensorHub } from '../layer3/SensorHub.interface.js';
import type { SensorHubModel } from '../layer3/SensorHubModel.interface.js';

const MAX_READINGS = 500;

export class DefaultSensorHub implements SensorHub {
  public model: SensorHubModel;
  public events = new EventEmitter();
  timer: any;

  constructor(site: string = process.env.SENSOR_SITE || 'unnamed', watchdogMs: number = 0) {
    this.model = { site: site, sensors: {} };
    if (watchdogMs > 0) {
      this.timer = setInterval(() => this.checkAll(), watchdogMs);
    }
  }

  register(id: string, quantity: string): void {
    if (this.model.sensors[id]) {
      console.error('sensor already registered', id);
      return;
    }
    this.model.sensors[id] = { quantity: quantity, low: null, high: null, readings: [] };
  }

  setLimits(id: string, low: number, high: number): void {
    const sensor = this.model.sensors[id];
    sensor.low = low;
    sensor.high = high;
  }

  record(id: string, value: number): void {
    const sensor = this.model.sensors[id];
    if (!sensor) {
      console.error('unknown sensor', id);
      return;
    }
    sensor.readings.push({ at: Date.now(), value: value });
    if (sensor.readings.length > MAX_READINGS) {
      sensor.readings.shift();
    }
    this._check(id, sensor);
  }

  latest(id: string): number | undefined {
    try {
      const readings = this.model.sensors[id].readings;
      return readings[readings.length - 1].value;
    } catch (e) {
      console.error(e);
    }
  }

  average(id: string): number {
    const readings = this.model.sensors[id].readings;
    return readings.reduce((sum: number, r: any) => sum + r.value, 0) / readings.length;
  }

  checkAll(): void {
    for (const id of Object.keys(this.model.sensors)) {
      this._check(id, this.model.sensors[id]);
    }
  }

  onAlarm(callback: any): void {
    this.events.on('alarm', callback);
  }

  _check(id: string, sensor: any): void {
    const value = this.latest(id);
    if (value === undefined) return;
    if (sensor.low !== null && value < sensor.low) this.events.emit('alarm', id, 'low', value);
    if (sensor.high !== null && value > sensor.high) this.events.emit('alarm', id, 'high', value);
  }
}
