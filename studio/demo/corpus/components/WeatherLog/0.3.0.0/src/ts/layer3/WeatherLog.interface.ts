import type { Scenario } from './Scenario.interface.js';
import type { WeatherDay, WeatherLogModel } from './WeatherLogModel.interface.js';

/** A month in figures. `rainDaysMissing` says how far `rain` can be trusted. */
export interface MonthSummary {
  month: string;
  mean: number;
  rain: number;
  rainDaysMissing: number;
  frostDays: number;
}

/** A stretch of days with one property, from the first to the last of them. */
export interface Spell {
  from: string;
  until: string;
  days: number;
}

/** The daily weather of one station, without gaps being invented or hidden. */
export interface WeatherLog {
  readonly station: string;
  readonly size: number;

  init(scenario: Scenario<WeatherLogModel>): this;
  toScenario(): Scenario<WeatherLogModel>;

  note(day: WeatherDay): this;
  on(date: string): WeatherDay;
  gaps(): Spell[];

  hottest(): WeatherDay;
  coldest(): WeatherDay;
  month(month: string): MonthSummary;
  longestDrySpell(): Spell;
  degreeDays(from: string, until: string, base: number): number;
}
