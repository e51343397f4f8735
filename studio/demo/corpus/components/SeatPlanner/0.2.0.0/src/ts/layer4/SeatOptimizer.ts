import type { SeatPlanner } from '../layer3/SeatPlanner.interface.js';

/** Tries random swaps for a while and keeps those that raise the score. */
export class SeatOptimizer {
  public swapsMade = 0;
  private planner: SeatPlanner;

  constructor(planner: SeatPlanner, public milliseconds: number = 1000) {
    this.planner = planner;
  }

  async improve(): Promise<this> {
    const end = Date.now() + this.milliseconds;
    const parties = this.planner.parties;
    while (Date.now() < end) {
      const party = parties[Math.floor(Math.random() * parties.length)];
      const other = parties[Math.floor(Math.random() * parties.length)];
      const before = this.planner.score;
      this.planner.swap(party, other);
      if (this.planner.score > before) {
        this.swapsMade++;
      } else {
        this.planner.swap(party, other);
      }
      await Promise.resolve();
    }
    return this;
  }
}
