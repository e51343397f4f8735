export type Quantity = 'temperature' | 'humidity' | 'pressure' | 'light';

/** Linear correction: true value = raw × gain + offset. */
export interface Calibration {
  gain: number;
  offset: number;
}

/** Alarm limits. `hysteresis` is how far a value must come back before an alarm ends. */
export interface AlarmBand {
  low: number;
  high: number;
  hysteresis: number;
}

/** `at` is milliseconds since the epoch, `value` is calibrated. */
export interface Reading {
  at: number;
  value: number;
}

export interface SensorRecord {
  id: string;
  quantity: Quantity;
  calibration: Calibration;
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
