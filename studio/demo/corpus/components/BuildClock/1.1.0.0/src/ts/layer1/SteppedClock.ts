import type { Clock } from '../layer3/Clock.interface.js';

/** A clock that stands still until it is moved: for tests, and for replaying recorded builds. */
export class SteppedClock implements Clock {
  private time: number;

  constructor() {
    this.time = 0;
  }

  init(time: number): this {
    this.time = time;
    return this;
  }

  advance(milliseconds: number): this {
    if (milliseconds < 0) {
      throw new RangeError(`a clock does not run back by ${-milliseconds} ms`);
    }
    this.time += milliseconds;
    return this;
  }

  now(): number {
    return this.time;
  }
}
