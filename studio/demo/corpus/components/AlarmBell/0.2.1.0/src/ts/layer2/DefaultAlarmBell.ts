import { randomUUID } from 'node:crypto';
import type { AlarmBell } from '../layer3/AlarmBell.interface.js';
import type { Alarm, AlarmBellModel, Sensor, Severity } from '../layer3/AlarmBellModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

export class DefaultAlarmBell implements AlarmBell {
  private static readonly ORDER: readonly Severity[] = ['notice', 'warning', 'critical'];

  public patienceSeconds = 120;
  private model: AlarmBellModel;
  private owner: string;

  constructor() {
    this.model = { uuid: randomUUID(), patienceSeconds: 120, sensors: [], alarms: [], silencedUntil: {} };
    this.owner = '';
    if (process.env.ALARM_PATIENCE) {
      this.patienceSeconds = Number(process.env.ALARM_PATIENCE);
    }
  }

  init(scenario: Scenario): this {
    this.model = structuredClone(scenario.model);
    this.owner = scenario.owner;
    return this;
  }

  toScenario(): Scenario {
    return {
      ior: { uuid: this.model.uuid, component: 'AlarmBell', version: '0.2.1.0' },
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

    this.model.sensors.push({ ...sensor });
    return this;
  }

  measure(name: string, value: number, at: number): this {
    const sensor = this.sensorInternal(name);
    const alarm = this.model.alarms.find(known => known.sensor === name);
    if (value >= sensor.limit && (!alarm || alarm.state === 'quiet')) {
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
      console.error(`${name} is not ringing`);
      return this;
    }
    alarm.state = 'acknowledged';
    alarm.acknowledgedBy = person;
    return this;
  }

  silence(name: string, minutes: any, at: number): this {
    this.sensorInternal(name);
    this.model.silencedUntil[name] = at + minutes * 60;
    return this;
  }

  escalate(at: number): Readonly<Alarm>[] {
    const due = this.model.alarms.filter(
      alarm => alarm.state === 'ringing' && alarm.escalations === 0 && at - alarm.raisedAt >= this.patienceSeconds,
    );
    for (const alarm of due) {
      alarm.escalations = 1;
      alarm.severity = 'critical';
    }
    return due;
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
