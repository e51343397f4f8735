import { randomUUID } from 'node:crypto';
import type { Scenario } from '../layer3/Scenario.interface.js';
import type { WeatherLog } from '../layer3/WeatherLog.interface.js';
import type { WeatherDay, WeatherLogModel } from '../layer3/WeatherLogModel.interface.js';

/** The days of one station. Whoever has Fahrenheit converts before noting a day. */
export class DefaultWeatherLog implements WeatherLog {
  private model: WeatherLogModel;
  public owner = '';

  constructor() {
    this.model = { uuid: randomUUID(), station: 'garden', days: [] };
  }

  init(scenario: Scenario<WeatherLogModel>): this {
    this.owner = scenario.owner;
    this.model = scenario.model;
    return this;
  }

  toScenario(): Scenario<WeatherLogModel> {
    return {
      ior: { uuid: this.model.uuid, component: 'WeatherLog', version: '0.2.0.0' },
      owner: this.owner,
      model: this.model,
    };
  }

  /** A day noted twice counts once: the later note replaces the earlier. */
  note(day: WeatherDay): this {
    if (day.low > day.high) {
      throw new RangeError('low of ' + day.date + ' is above its high');
    }
    this.model.days = this.model.days.filter(other => other.date !== day.date);
    this.model.days.push(day);
    return this;
  }

  hottest(): WeatherDay {
    let best = this.model.days[0];
    for (const day of this.model.days) {
      if (day.high > best.high) best = day;
    }
    return best;
  }

  rainIn(month: number): number {
    const sum = this.model.days
      .filter(day => this._monthOf(day) === month)
      .reduce((total, day) => total + day.rain, 0);
    return Math.round(sum * 10) / 10;
  }

  frostDays(): WeatherDay[] {
    return this.model.days.filter(day => day.low < 0);
  }

  meanOf(month: number): number {
    const days = this.model.days.filter(day => this._monthOf(day) === month);
    return days.reduce((sum, day) => sum + (day.low + day.high) / 2, 0) / days.length;
  }

  private _monthOf(day: WeatherDay): number {
    return Number(day.date.slice(5, 7));
  }
}
