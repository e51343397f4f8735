import type { Clock } from '../layer3/Clock.interface.js';

/** The machine's monotonic clock, to the microsecond; summer time and corrections do not touch it. */
export class MonotonicClock implements Clock {
  private origin: bigint;

  constructor() {
    this.origin = 0n;
  }

  init(): this {
    this.origin = process.hrtime.bigint();
    return this;
  }

  now(): number {
    return Number((process.hrtime.bigint() - this.origin) / 1000n) / 1000;
  }
}
