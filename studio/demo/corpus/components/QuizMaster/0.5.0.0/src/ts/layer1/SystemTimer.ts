import { setTimeout as sleep } from 'node:timers/promises';
import type { Timer } from '../layer3/Timer.interface.js';

/** Waits in real time, faster or slower by a factor (0.5 = half as long) for rehearsals. */
export class SystemTimer implements Timer {
  private factor: number;

  constructor() {
    this.factor = 1;
  }

  init(factor: number): this {
    if (factor < 0) {
      throw new RangeError(`time cannot run backwards (factor ${factor})`);
    }
    this.factor = factor;
    return this;
  }

  async wait(seconds: number, signal: AbortSignal): Promise<void> {
    try {
      await sleep(seconds * 1000 * this.factor, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }
}
