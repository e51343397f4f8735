export type Severity = 'notice' | 'warning' | 'critical';
export type AlarmState = 'quiet' | 'ringing' | 'acknowledged';

/** A measured quantity that must stay below `limit`; it counts as calm again below `limit - hysteresis`. */
export interface Sensor {
  name: string;
  unit: string;
  limit: number;
  hysteresis: number;
  severity: Severity;
}

export interface Alarm {
  sensor: string;
  state: AlarmState;
  severity: Severity;
  value: number;
  /** Seconds since the epoch. */
  raisedAt: number;
  acknowledgedBy: string;
  /** How often it was passed on because nobody acknowledged it. */
  escalations: number;
}

export interface AlarmBellModel {
  uuid: string;
  /** Seconds without acknowledgement after which an alarm is passed on. */
  patienceSeconds: number;
  sensors: Sensor[];
  alarms: Alarm[];
  /** Sensor name to the second until which it is silenced (maintenance). */
  silencedUntil: Record<string, number>;
}
