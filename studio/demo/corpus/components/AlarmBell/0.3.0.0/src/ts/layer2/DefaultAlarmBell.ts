import { randomUUID } from 'node:crypto';
import type { AlarmBell } from '../layer3/AlarmBell.interface.js';
import type { Alarm, AlarmBellModel, Sensor, Severity } from '../layer3/AlarmBellModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/**
 * One alarm per sensor. It rings from the limit on, and falls quiet by itself only when it was acknowledged and the
 * value has dropped below the limit by the hysteresis, so that a value on the edge does not ring every second.
 */
export class DefaultAlarmBell implements AlarmBell {
  private static readonly ORDER: readonly Severity[] = ['notice', 'warning', 'critical'];

  private model: AlarmBellModel;
  private owner: string;

  constructor() {
    this.model = { uuid: randomUUID(), patienceSeconds: 120, sensors: [], alarms: [], silencedUntil: {} };
    this.owner = '';
  }

  init(scenario: Scenario): this {
    this.model = structuredClone(scenario.model);
    this.owner = scenario.owner;
    return this;
  }

  toScenario(): Scenario {
    return {
      ior: { uuid: this.model.uuid, component: 'AlarmBell', version: '0.3.0.0' },
      owner: this.owner,
      model: structuredClone(this.model),
    };
  }

  get active(): Readonly<Alarm>[] {
    return this.model.alarms
      .filter(alarm => alarm.state !== 'quiet')
      .sort((a, b) => this.rankInternal(b.severity) - this.rankInternal(a.severity) || a.raisedAt - b.raisedAt);
  }

  get ringing(): boolean {
    return this.model.alarms.some(alarm => alarm.state === 'ringing');
  }

  watch(sensor: Sensor): this {
    if (this.model.sensors.some(known => known.name === sensor.name)) {
      throw new Error(`${sensor.name} is watched already`);
    }
    if (sensor.hysteresis < 0) {
      throw new RangeError(`${sensor.name}: a hysteresis cannot be negative`);
    }
    this.model.sensors.push({ ...sensor });
    return this;
  }

  /** Takes a reading. A value that is not a number is an alarm of its own kind: the sensor is broken. */
  measure(name: string, value: number, at: number): this {
    const sensor = this.sensorInternal(name);
    const alarm = this.model.alarms.find(known => known.sensor === name);
    const tooHigh = Number.isNaN(value) || value >= sensor.limit;
    if (tooHigh && (!alarm || alarm.state === 'quiet')) {
      return this.raiseInternal(sensor, value, at);
    }
    if (alarm) {
      alarm.value = value;
      if (alarm.state === 'acknowledged' && value < sensor.limit - sensor.hysteresis) {
        alarm.state = 'quiet';
      }
    }
    return this;
  }

  /** Stops the ringing, not the alarm: that ends when the value is back in bounds. */
  acknowledge(name: string, person: string): this {
    const alarm = this.model.alarms.find(known => known.sensor === name && known.state === 'ringing');
    if (!alarm) {
      throw new Error(`${name} is not ringing`);
    }
    alarm.state = 'acknowledged';
    alarm.acknowledgedBy = person;
    return this;
  }

  /** For maintenance. Critical sensors cannot be silenced, and nothing for longer than eight hours. */
  silence(name: string, minutes: number, at: number): this {
    const sensor = this.sensorInternal(name);
    if (sensor.severity === 'critical') {
      throw new Error(`${name} is critical and cannot be silenced`);
    }
    if (minutes > 480) {
      throw new RangeError(`${minutes} minutes are more than the eight hours of a shift`);
    }
    this.model.silencedUntil[name] = at + minutes * 60;
    return this;
  }

  /** Passes on what rang too long: one step up in severity each time. Returns the alarms passed on. */
  escalate(at: number): Readonly<Alarm>[] {
    const due = this.model.alarms.filter(
      alarm =>
        alarm.state === 'ringing' && at - alarm.raisedAt >= this.model.patienceSeconds * (alarm.escalations + 1),
    );
    for (const alarm of due) {
      alarm.escalations += 1;
      const next = Math.min(this.rankInternal(alarm.severity) + 1, DefaultAlarmBell.ORDER.length - 1);
      alarm.severity = DefaultAlarmBell.ORDER[next];
    }
    return due.map(alarm => ({ ...alarm }));
  }

  private raiseInternal(sensor: Sensor, value: number, at: number): this {
    if ((this.model.silencedUntil[sensor.name] ?? 0) > at) {
      return this;
    }
    this.model.alarms = this.model.alarms.filter(alarm => alarm.sensor !== sensor.name);
    this.model.alarms.push({
      sensor: sensor.name,
      state: 'ringing',
      severity: sensor.severity,
      value,
      raisedAt: at,
      acknowledgedBy: '',
      escalations: 0,
    });
    return this;
  }

  private rankInternal(severity: Severity): number {
    return DefaultAlarmBell.ORDER.indexOf(severity);
  }

  private sensorInternal(name: string): Sensor {
    const sensor = this.model.sensors.find(known => known.name === name);
    if (!sensor) {
      throw new Error(`no sensor '${name}'`);
    }
    return sensor;
  }
}
