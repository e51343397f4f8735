import type { Scenario } from './Scenario.interface.js';
import type { WeatherDay, WeatherLogModel } from './WeatherLogModel.interface.js';

export interface WeatherLog {
  init(scenario: Scenario<WeatherLogModel>): this;
  toScenario(): Scenario<WeatherLogModel>;
  note(day: WeatherDay): this;
  hottest(): WeatherDay;
  rainIn(month: number): number;
  frostDays(): WeatherDay[];
}
