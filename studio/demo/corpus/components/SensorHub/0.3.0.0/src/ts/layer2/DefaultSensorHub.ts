import { randomUUID } from 'node:crypto';
import type { Scenario } from '../layer3/Scenario.interface.js';
import type { SensorHub } from '../layer3/SensorHub.interface.js';
import type {
  AlarmBand, Calibration, Quantity, Reading, SensorHubModel, SensorRecord,
} from '../layer3/SensorHubModel.interface.js';

/** Keeps a bounded history per sensor and raises alarms that do not flutter. */
export class DefaultSensorHub implements SensorHub {
  #model: SensorHubModel;
  #owner = '';

  constructor() {
    this.#model = { uuid: randomUUID(), site: 'unnamed', historyLimit: 500, staleAfterMs: 600_000, sensors: [] };
  }

  init(scenario: Scenario<SensorHubModel>): this {
    if (scenario.model.historyLimit < 2) {
      throw new RangeError(`a history of ${scenario.model.historyLimit} readings shows no trend; keep 2 or more`);
    }
    this.#owner = scenario.owner;
    this.#model = structuredClone(scenario.model);
    return this;
  }

  toScenario(): Scenario<SensorHubModel> {
    return {
      ior: { uuid: this.#model.uuid, component: 'SensorHub', version: '0.3.0.0' },
      owner: this.#owner,
      model: structuredClone(this.#model),
    };
  }

  get site(): string {
    return this.#model.site;
  }

  get sensorIds(): string[] {
    return this.#model.sensors.map(sensor => sensor.id);
  }

  register(id: string, quantity: Quantity, calibration: Calibration = { gain: 1, offset: 0 }): this {
    if (this.sensorIds.includes(id)) {
      throw new Error(`sensor ${id} is registered at ${this.site} already`);
    }
    const untouched = { band: null, alarm: 'none' as const, readings: [] };
    this.#model.sensors.push({ id, quantity, calibration: { ...calibration }, ...untouched });
    return this;
  }

  /** Sets alarm limits and judges the latest reading by them at once. */
  watch(id: string, band: AlarmBand): this {
    if (band.high - band.low <= 2 * band.hysteresis) {
      throw new RangeError(`the band ${band.low}..${band.high} leaves no room for a hysteresis of ${band.hysteresis}`);
    }
    const sensor = this.sensorInternal(id);
    sensor.band = { ...band };
    return this.judgeInternal(sensor);
  }

  /** Takes a raw value. Late readings are sorted in; only the newest one can change the alarm. */
  record(id: string, raw: number, at: number): this {
    if (!Number.isFinite(raw)) {
      throw new TypeError(`sensor ${id} sent ${raw}, which is not a measurement`);
    }
    const sensor = this.sensorInternal(id);
    const value = raw * sensor.calibration.gain + sensor.calibration.offset;
    sensor.readings.push({ at, value });
    sensor.readings.sort((one, other) => one.at - other.at);
    sensor.readings.splice(0, sensor.readings.length - this.#model.historyLimit);
    return sensor.readings.at(-1)?.at === at ? this.judgeInternal(sensor) : this;
  }

  /** Two-point calibration: what the sensor shows at two values that are known to be true. */
  calibrate(id: string, firstRaw: number, firstTrue: number, secondRaw: number, secondTrue: number): this {
    if (firstRaw === secondRaw) {
      throw new RangeError(`calibrating ${id} needs two different raw values, got ${firstRaw} twice`);
    }
    const gain = (secondTrue - firstTrue) / (secondRaw - firstRaw);
    this.sensorInternal(id).calibration = { gain, offset: firstTrue - firstRaw * gain };
    return this;
  }

  latest(id: string): Reading {
    const reading = this.sensorInternal(id).readings.at(-1);
    if (!reading) {
      throw new Error(`sensor ${id} has not reported yet`);
    }
    return { ...reading };
  }

  /** Time-weighted mean: a value counts for as long as it stood, not once per reading. */
  average(id: string, from: number, until: number): number {
    const readings = this.sensorInternal(id).readings.filter(reading => reading.at <= until);
    let weighted = 0;
    let covered = 0;
    readings.forEach((reading, index) => {
      const end = Math.min(readings[index + 1]?.at ?? until, until);
      const span = Math.max(0, end - Math.max(reading.at, from));
      weighted += reading.value * span;
      covered += span;
    });
    if (covered === 0) {
      throw new Error(`sensor ${id} has no readings between ${from} and ${until}`);
    }
    return weighted / covered;
  }

  /** Slope of the least-squares line through the history, in units per hour. */
  trendPerHour(id: string): number {
    const { readings } = this.sensorInternal(id);
    const meanAt = readings.reduce((sum, reading) => sum + reading.at, 0) / readings.length;
    const meanValue = readings.reduce((sum, reading) => sum + reading.value, 0) / readings.length;
    const spread = readings.reduce((sum, reading) => sum + (reading.at - meanAt) ** 2, 0);
    const together = readings.reduce((sum, reading) => sum + (reading.at - meanAt) * (reading.value - meanValue), 0);
    return readings.length < 2 || spread === 0 ? 0 : (together / spread) * 3_600_000;
  }

  alarms(): Map<string, 'low' | 'high'> {
    const raised = new Map<string, 'low' | 'high'>();
    for (const { id, alarm } of this.#model.sensors) {
      if (alarm !== 'none') {
        raised.set(id, alarm);
      }
    }
    return raised;
  }

  /** Sensors that have been silent for too long, or have never spoken. */
  lost(now: number): string[] {
    const deadline = now - this.#model.staleAfterMs;
    return this.#model.sensors
      .filter(sensor => (sensor.readings.at(-1)?.at ?? -Infinity) < deadline)
      .map(sensor => sensor.id);
  }

  /** An alarm begins at the limit and ends only inside it by the hysteresis. */
  private judgeInternal(sensor: SensorRecord): this {
    const value = sensor.readings.at(-1)?.value;
    if (!sensor.band || value === undefined) {
      return this;
    }
    const { low, high, hysteresis } = sensor.band;
    const lowLimit = sensor.alarm === 'low' ? low + hysteresis : low;
    const highLimit = sensor.alarm === 'high' ? high - hysteresis : high;
    sensor.alarm = value < lowLimit ? 'low' : value > highLimit ? 'high' : 'none';
    return this;
  }

  private sensorInternal(id: string): SensorRecord {
    const sensor = this.#model.sensors.find(candidate => candidate.id === id);
    if (!sensor) {
      throw new Error(`no sensor '${id}' at ${this.site}; known are ${this.sensorIds.join(', ') || 'none'}`);
    }
    return sensor;
  }
}
