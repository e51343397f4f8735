export interface WeatherLog {
  days: any[];
  addLine(line: string): void;
  hottest(): any;
}
