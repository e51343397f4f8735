/** The weather of one calendar day. Temperatures in °C, rain in millimetres. */
export interface WeatherDay {
  date: string;
  low: number;
  high: number;
  rain: number;
}

export interface WeatherLogModel {
  uuid: string;
  station: string;
  days: WeatherDay[];
}
