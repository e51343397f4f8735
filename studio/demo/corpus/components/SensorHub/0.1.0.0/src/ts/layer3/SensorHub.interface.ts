export interface SensorHub {
  register(id: string, quantity: string): void;
  record(id: string, value: number): void;
  latest(id: string): number | undefined;
  average(id: string): number;
  onAlarm(callback: any): void;
}
