import type { PriceSource } from '../layer3/PriceSource.interface.js';
import type { PriceWatch } from '../layer3/PriceWatch.interface.js';

/** Asks all shops for their prices, a few at a time, and tries each again before giving up on it for the day. */
export class PricePoll {
  private watch: PriceWatch | null;
  private attempts: number;
  private parallel: number;
  private silent: Map<string, string>;

  constructor() {
    this.watch = null;
    this.attempts = 3;
    this.parallel = 4;
    this.silent = new Map();
  }

  init(watch: PriceWatch, attempts: number, parallel: number): this {
    this.watch = watch;
    this.attempts = attempts;
    this.parallel = parallel;
    return this;
  }

  /** Shops that gave no prices in the last run, with the last reason. */
  get silentShops(): ReadonlyMap<string, string> {
    return this.silent;
  }

  async run(sources: PriceSource[], day: number): Promise<this> {
    this.silent = new Map();
    const queue = [...sources];
    const workers = Array.from({ length: Math.min(this.parallel, queue.length) }, () => this.workInternal(queue, day));
    await Promise.all(workers);
    return this;
  }

  private async workInternal(queue: PriceSource[], day: number): Promise<void> {
    for (let source = queue.shift(); source; source = queue.shift()) {
      await this.pollInternal(source, day);
    }
  }

  private async pollInternal(source: PriceSource, day: number): Promise<void> {
    for (let attempt = 1; attempt <= this.attempts; attempt++) {
      try {
        const prices = await source.prices(day);
        prices.forEach(price => this.watch!.observe(price));
        this.silent.delete(source.shop);
        return;
      } catch (error) {
        this.silent.set(source.shop, (error as Error).message);
      }
    }
  }
}
