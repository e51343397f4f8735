import type { Alarm, Sensor } from './AlarmBellModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** Watches sensors, rings, waits for somebody to acknowledge and passes on what nobody answers. */
export interface AlarmBell {
  /** Alarms that are not quiet, the most severe first, then the oldest. */
  readonly active: Readonly<Alarm>[];
  readonly ringing: boolean;

  init(scenario: Scenario): this;
  toScenario(): Scenario;

  watch(sensor: Sensor): this;
  measure(sensor: string, value: number, at: number): this;
  acknowledge(sensor: string, person: string): this;
  silence(sensor: string, minutes: number, at: number): this;
  escalate(at: number): Readonly<Alarm>[];
}
