import type { Scenario } from './Scenario.interface.js';
import type { AlarmBand, Calibration, Quantity, Reading, SensorHubModel } from './SensorHubModel.interface.js';

/** Collects the readings of a site's sensors and knows which of them need attention. */
export interface SensorHub {
  readonly site: string;
  readonly sensorIds: string[];

  init(scenario: Scenario<SensorHubModel>): this;
  toScenario(): Scenario<SensorHubModel>;

  register(id: string, quantity: Quantity, calibration?: Calibration): this;
  watch(id: string, band: AlarmBand): this;
  record(id: string, raw: number, at: number): this;
  calibrate(id: string, firstRaw: number, firstTrue: number, secondRaw: number, secondTrue: number): this;

  latest(id: string): Reading;
  average(id: string, from: number, until: number): number;
  trendPerHour(id: string): number;
  alarms(): Map<string, 'low' | 'high'>;
  lost(now: number): string[];
}
