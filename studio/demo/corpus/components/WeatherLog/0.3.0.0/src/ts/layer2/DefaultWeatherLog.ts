import { randomUUID } from 'node:crypto';
import type { Scenario } from '../layer3/Scenario.interface.js';
import type { MonthSummary, Spell, WeatherLog } from '../layer3/WeatherLog.interface.js';
import type { WeatherDay, WeatherLogModel } from '../layer3/WeatherLogModel.interface.js';
import { CalendarDate } from './CalendarDate.js';

/** Days by date. Every figure is computed when it is asked for, so a corrected day corrects all of them. */
export class DefaultWeatherLog implements WeatherLog {
  private static readonly DRY_BELOW_MM = 1;
  private uuid: string;
  private owner: string;
  private place: string;
  private days: Map<string, WeatherDay>;

  constructor() {
    this.uuid = randomUUID();
    this.owner = '';
    this.place = '';
    this.days = new Map();
  }

  init(scenario: Scenario<WeatherLogModel>): this {
    this.uuid = scenario.model.uuid;
    this.owner = scenario.owner;
    this.place = scenario.model.station;
    this.days = new Map();
    scenario.model.days.forEach(day => this.note(day));
    return this;
  }

  toScenario(): Scenario<WeatherLogModel> {
    return {
      ior: { uuid: this.uuid, component: 'WeatherLog', version: '0.3.0.0' },
      owner: this.owner,
      model: { uuid: this.uuid, station: this.place, days: this.sortedInternal().map(day => ({ ...day })) },
    };
  }

  get station(): string {
    return this.place;
  }

  get size(): number {
    return this.days.size;
  }

  /** A day noted twice counts once: the later note is taken for a correction. */
  note(day: WeatherDay): this {
    const { text } = new CalendarDate().init(day.date);
    if (day.low > day.high) {
      throw new RangeError(`${text}: the low of ${day.low} °C is above the high of ${day.high} °C`);
    }
    if (day.rain !== null && day.rain < 0) {
      throw new RangeError(`${text}: ${day.rain} mm of rain cannot fall`);
    }
    this.days.set(text, { ...day, date: text });
    return this;
  }

  on(date: string): WeatherDay {
    const day = this.days.get(date);
    if (!day) {
      throw new Error(`${this.place || 'this station'} has no weather of ${date}`);
    }
    return { ...day };
  }

  /** The stretches between the first and the last day for which nothing was noted. */
  gaps(): Spell[] {
    const dates = this.sortedInternal().map(day => new CalendarDate().init(day.date));
    return dates.slice(1).flatMap((date, index) => {
      const missing = dates[index].daysUntil(date) - 1;
      const from = dates[index].plus(1).text;
      return missing > 0 ? [{ from, until: date.plus(-1).text, days: missing }] : [];
    });
  }

  hottest(): WeatherDay {
    return this.firstInternal((one, other) => other.high - one.high);
  }

  coldest(): WeatherDay {
    return this.firstInternal((one, other) => one.low - other.low);
  }

  /** Sums up a month, `YYYY-MM`. The mean of a day is taken as halfway between its low and its high. */
  month(month: string): MonthSummary {
    const days = this.sortedInternal().filter(day => day.date.startsWith(`${month}-`));
    if (days.length === 0) {
      throw new Error(`no day of ${month} was noted`);
    }
    const mean = days.reduce((sum, day) => sum + this.meanInternal(day), 0) / days.length;
    return {
      month,
      mean: this.tenthInternal(mean),
      rain: this.tenthInternal(days.reduce((sum, day) => sum + (day.rain ?? 0), 0)),
      rainDaysMissing: days.filter(day => day.rain === null).length,
      frostDays: days.filter(day => day.low < 0).length,
    };
  }

  /** A day whose rain was not measured ends a dry spell, and so does a gap: dryness is not assumed. */
  longestDrySpell(): Spell {
    let longest: Spell = { from: '', until: '', days: 0 };
    let current: Spell = { ...longest };
    for (const day of this.sortedInternal()) {
      const dry = day.rain !== null && day.rain < DefaultWeatherLog.DRY_BELOW_MM;
      const follows = current.until !== '' && new CalendarDate().init(current.until).plus(1).text === day.date;
      if (dry && follows) {
        current = { from: current.from, until: day.date, days: current.days + 1 };
      } else {
        current = dry ? { from: day.date, until: day.date, days: 1 } : { from: '', until: '', days: 0 };
      }
      longest = current.days > longest.days ? current : longest;
    }
    return longest;
  }

  /** Warmth that plants could use: the excess of each daily mean over `base`, summed. Gaps are refused. */
  degreeDays(from: string, until: string, base: number): number {
    const first = new CalendarDate().init(from);
    const count = first.daysUntil(new CalendarDate().init(until)) + 1;
    let sum = 0;
    for (let offset = 0; offset < count; offset += 1) {
      sum += Math.max(0, this.meanInternal(this.on(first.plus(offset).text)) - base);
    }
    return this.tenthInternal(sum);
  }

  private firstInternal(order: (one: WeatherDay, other: WeatherDay) => number): WeatherDay {
    const [first] = this.sortedInternal().sort(order);
    if (!first) {
      throw new Error('the log is empty');
    }
    return { ...first };
  }

  private sortedInternal(): WeatherDay[] {
    return [...this.days.values()].sort((one, other) => one.date.localeCompare(other.date));
  }

  private meanInternal(day: WeatherDay): number {
    return (day.low + day.high) / 2;
  }

  private tenthInternal(value: number): number {
    return Math.round(value * 10) / 10;
  }
}
