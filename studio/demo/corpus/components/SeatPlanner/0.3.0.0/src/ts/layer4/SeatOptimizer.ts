import type { SeatPlanner } from '../layer3/SeatPlanner.interface.js';

/** Improves a full plan by swapping parties as long as that helps. Can be stopped at any time; the plan stays valid. */
export class SeatOptimizer {
  private planner: SeatPlanner | null;
  private swaps: number;

  constructor() {
    this.planner = null;
    this.swaps = 0;
  }

  init(planner: SeatPlanner): this {
    this.planner = planner;
    this.swaps = 0;
    return this;
  }

  get swapsMade(): number {
    return this.swaps;
  }

  /** Completes when a whole round over all pairs has brought nothing, or after the signal. */
  async improve(signal?: AbortSignal): Promise<this> {
    const planner = this.plannerInternal();
    let improved = true;
    while (improved && !signal?.aborted) {
      improved = this.roundInternal(planner);
      await new Promise<void>(resolve => setImmediate(resolve));
    }
    return this;
  }

  private roundInternal(planner: SeatPlanner): boolean {
    const { parties } = planner;
    let improved = false;
    for (const [index, party] of parties.entries()) {
      for (const other of parties.slice(index + 1)) {
        improved = this.tryInternal(planner, party, other) || improved;
      }
    }
    return improved;
  }

  /** Keeps a swap that raises the score and takes back one that does not. */
  private tryInternal(planner: SeatPlanner, party: string, other: string): boolean {
    const before = planner.score;
    if (!planner.swap(party, other)) {
      return false;
    }
    if (planner.score > before) {
      this.swaps += 1;
      return true;
    }
    planner.swap(party, other);
    return false;
  }

  private plannerInternal(): SeatPlanner {
    if (!this.planner) {
      throw new Error('SeatOptimizer needs init(planner) first');
    }
    return this.planner;
  }
}
