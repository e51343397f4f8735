import type { Clock } from '../layer3/Clock.interface.js';

/** The machine's time, kept from running backwards when somebody corrects the system clock. */
export class SystemClock implements Clock {
  private latest: number;

  constructor() {
    this.latest = 0;
  }

  now(): number {
    this.latest = Math.max(this.latest, Date.now());
    return this.latest;
  }
}
