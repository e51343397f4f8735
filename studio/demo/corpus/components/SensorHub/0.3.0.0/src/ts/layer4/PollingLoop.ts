import { setTimeout as pause } from 'node:timers/promises';
import type { RawFeed } from '../layer3/RawFeed.interface.js';
import type { SensorHub } from '../layer3/SensorHub.interface.js';

/** Asks a feed for samples at a steady pace and slows down while the feed fails. */
export class PollingLoop {
  private hub: SensorHub | null = null;
  private feed: RawFeed | null = null;
  private intervalMs = 1000;
  private failures = 0;
  private stopper = new AbortController();

  constructor() {
    this.failures = 0;
  }

  init(hub: SensorHub, feed: RawFeed, intervalMs: number): this {
    this.hub = hub;
    this.feed = feed;
    this.intervalMs = intervalMs;
    this.stopper = new AbortController();
    return this;
  }

  /** Doubles with every failure in a row, up to sixteen times the interval. */
  get delayMs(): number {
    return this.intervalMs * 2 ** Math.min(this.failures, 4);
  }

  /** Runs until `stop()`. Ten failures in a row end the loop with the last one. */
  async run(): Promise<this> {
    while (!this.stopper.signal.aborted) {
      await this.tick();
      await pause(this.delayMs, undefined, { signal: this.stopper.signal }).catch(() => undefined);
    }
    return this;
  }

  async tick(now: number = Date.now()): Promise<this> {
    try {
      const samples = await this.feed!.poll();
      samples
        .filter(sample => this.hub!.sensorIds.includes(sample.sensor))
        .forEach(sample => this.hub!.record(sample.sensor, sample.raw, now));
      this.failures = 0;
    } catch (cause) {
      this.failures += 1;
      if (this.failures >= 10) {
        throw new Error(`the feed of ${this.hub?.site ?? 'no site'} failed ten times`, { cause });
      }
    }
    return this;
  }

  stop(): this {
    this.stopper.abort();
    return this;
  }
}
