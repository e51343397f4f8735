import type { FleetTracker } from '../layer3/FleetTracker.interface.js';
import type { PositionSource } from '../layer3/PositionSource.interface.js';

/** Drains several position sources into one tracker at the same time. */
export class PositionFeed {
  private tracker: FleetTracker | null = null;
  private sources: PositionSource[] = [];
  private stopped = false;
  private taken = 0;

  constructor() {
    this.taken = 0;
  }

  init(tracker: FleetTracker, sources: PositionSource[]): this {
    this.tracker = tracker;
    this.sources = [...sources];
    this.stopped = false;
    return this;
  }

  get reportsTaken(): number {
    return this.taken;
  }

  /** Completes when all sources have ended or stop() was called; one failing source does not end the others. */
  async run(): Promise<this> {
    const ends = await Promise.allSettled(this.sources.map(source => this.drainInternal(source)));
    const failures = ends.filter(end => end.status === 'rejected').map(end => end.reason);
    if (failures.length > 0) {
      throw new AggregateError(failures, `${failures.length} of ${ends.length} position sources failed`);
    }
    return this;
  }

  stop(): this {
    this.stopped = true;
    return this;
  }

  private async drainInternal(source: PositionSource): Promise<void> {
    for await (const report of source.positions()) {
      if (this.stopped) {
        return;
      }
      this.tracker!.report(report);
      this.taken += 1;
    }
  }
}
