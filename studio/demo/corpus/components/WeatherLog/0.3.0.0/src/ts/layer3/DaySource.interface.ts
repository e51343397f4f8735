import type { WeatherDay } from './WeatherLogModel.interface.js';

/** Where past days come from: a file of the station, a service, a paper log typed in. */
export interface DaySource {
  read(): AsyncIterable<WeatherDay>;
}
