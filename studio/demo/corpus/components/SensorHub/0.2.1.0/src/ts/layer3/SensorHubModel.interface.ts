export type Quantity = 'temperature' | 'humidity' | 'pressure' | 'light';

export interface AlarmBand {
  low: number;
  high: number;
}

/** `at` is milliseconds since the epoch. */
export interface Reading {
  at: number;
  value: number;
}

export interface SensorRecord {
  id: string;
  quantity: Quantity;
  band: AlarmBand | null;
  alarm: 'none' | 'low' | 'high';
  readings: Reading[];
}

/** `historyLimit` readings are kept per sensor; a sensor that is silent for `staleAfterMs` counts as lost. */
export interface SensorHubModel {
  uuid: string;
  site: string;
  historyLimit: number;
  staleAfterMs: number;
  sensors: SensorRecord[];
}
