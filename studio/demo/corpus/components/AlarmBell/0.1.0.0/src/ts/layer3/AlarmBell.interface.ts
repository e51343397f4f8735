export interface AlarmBell {
  setLimit(sensor: string, limit: number): void;
  measure(sensor: string, value: any): boolean;
  acknowledge(sensor: string): void;
}
