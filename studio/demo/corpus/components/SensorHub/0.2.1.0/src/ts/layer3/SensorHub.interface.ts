import type { Scenario } from './Scenario.interface.js';
import type { AlarmBand, Quantity, Reading, SensorHubModel } from './SensorHubModel.interface.js';

/** Collects the readings of a site's sensors and knows which of them need attention. */
export interface SensorHub {
  readonly site: string;
  readonly sensorIds: string[];

  init(scenario: Scenario<SensorHubModel>): this;
  toScenario(): Scenario<SensorHubModel>;

  register(id: string, quantity: Quantity): this;
  watch(id: string, band: AlarmBand): this;
  record(id: string, value: number, at: number): this;

  latest(id: string): Reading;
  average(id: string, from: number, until: number): number;
  alarms(): Map<string, 'low' | 'high'>;
  lost(now: number): string[];
}
