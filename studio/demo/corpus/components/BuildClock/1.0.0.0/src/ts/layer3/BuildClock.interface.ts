export interface BuildClock {
  start(phase: string): void;
  stop(phase: string): number;
  total(): number;
  report(): void;
}
