import { randomUUID } from 'node:crypto';
import type { Scenario } from '../layer3/Scenario.interface.js';
import type { SensorHub } from '../layer3/SensorHub.interface.js';
import type { AlarmBand, Quantity, Reading, SensorHubModel, SensorRecord } from '../layer3/SensorHubModel.interface.js';

/** Keeps a bounded history per sensor and raises alarms. */
export class DefaultSensorHub implements SensorHub {
  protected model: SensorHubModel;
  public owner = '';

  constructor() {
    this.model = { uuid: randomUUID(), site: 'unnamed', historyLimit: 500, staleAfterMs: 600_000, sensors: [] };
  }

  init(scenario: Scenario<SensorHubModel>): this {
    this.owner = scenario.owner;
    this.model = structuredClone(scenario.model);
    return this;
  }

  toScenario(): Scenario<SensorHubModel> {
    return {
      ior: { uuid: this.model.uuid, component: 'SensorHub', version: '0.2.1.0' },
      owner: this.owner,
      model: structuredClone(this.model),
    };
  }

  get site(): string {
    return this.model.site;
  }

  get sensorIds(): string[] {
    return this.model.sensors.map(sensor => sensor.id);
  }

  register(id: string, quantity: Quantity): this {
    if (this.sensorIds.includes(id)) {
      throw new Error(`sensor ${id} is registered at ${this.site} already`);
    }
    this.model.sensors.push({ id, quantity, band: null, alarm: 'none', readings: [] });
    return this;
  }

  /** Sets alarm limits and judges the latest reading by them at once. */
  watch(id: string, band: AlarmBand): this {
    const sensor = this.sensorInternal(id);
    sensor.band = { ...band };
    this.judge(sensor);
    return this;
  }

  record(id: string, value: number, at: number): this {
    const sensor = this.sensorInternal(id);
    sensor.readings.push({ at, value });
    sensor.readings.splice(0, sensor.readings.length - this.model.historyLimit);
    this.judge(sensor);
    return this;
  }

  latest(id: string): Reading {
    const reading = this.sensorInternal(id).readings.at(-1);
    if (!reading) {
      throw new Error(`sensor ${id} has not reported yet`);
    }
    return { ...reading };
  }

  /** Mean of the readings taken between two times. */
  average(id: string, from: number, until: number): number {
    const inRange = this.sensorInternal(id).readings.filter(reading => reading.at >= from && reading.at <= until);
    return inRange.reduce((sum, reading) => sum + reading.value, 0) / inRange.length;
  }

  alarms(): Map<string, 'low' | 'high'> {
    const raised = new Map<string, 'low' | 'high'>();
    for (const { id, alarm } of this.model.sensors) {
      if (alarm !== 'none') {
        raised.set(id, alarm);
      }
    }
    return raised;
  }

  /** Sensors that have been silent for too long, or have never spoken. */
  lost(now: number): string[] {
    const deadline = now - this.model.staleAfterMs;
    return this.model.sensors
      .filter(sensor => (sensor.readings.at(-1)?.at ?? -Infinity) < deadline)
      .map(sensor => sensor.id);
  }

  private judge(sensor: SensorRecord): void {
    const value = sensor.readings.at(-1)?.value;
    if (sensor.band && value !== undefined) {
      sensor.alarm = value < sensor.band.low ? 'low' : value > sensor.band.high ? 'high' : 'none';
    }
  }

  private sensorInternal(id: string): SensorRecord {
    const sensor = this.model.sensors.find(candidate => candidate.id === id);
    if (!sensor) {
      throw new Error(`no sensor '${id}' at ${this.site}; known are ${this.sensorIds.join(', ') || 'none'}`);
    }
    return sensor;
  }
}
