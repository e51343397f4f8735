/** The weather of one calendar day, `YYYY-MM-DD`. Temperatures in °C; `rain` is null when the gauge was not read. */
export interface WeatherDay {
  date: string;
  low: number;
  high: number;
  rain: number | null;
}

export interface WeatherLogModel {
  uuid: string;
  station: string;
  days: WeatherDay[];
}
