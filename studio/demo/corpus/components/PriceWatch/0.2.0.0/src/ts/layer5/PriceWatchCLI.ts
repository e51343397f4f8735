import { readFileSync, writeFileSync } from 'node:fs';
import { DefaultPriceWatch } from '../layer2/DefaultPriceWatch.js';
import type { PriceWatch } from '../layer3/PriceWatch.interface.js';
import type { PriceWatchModel } from '../layer3/PriceWatchModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** `pricewatch prices.json wish ada kettle 3500`, then daily `pricewatch prices.json offers`. */
export class PriceWatchCLI {
  private watch: PriceWatch;
  private path: string;

  constructor() {
    this.watch = new DefaultPriceWatch();
    this.path = '';
  }

  static start([path, command, ...parameters]: string[]): PriceWatchCLI {
    return new PriceWatchCLI().init(path).execute(command, parameters).save();
  }

  init(path: string): this {
    this.path = path;
    this.watch.init(JSON.parse(readFileSync(path, 'utf8')) as Scenario<PriceWatchModel>);
    return this;
  }

  execute(command: string, parameters: string[]): this {
    const today = Math.floor(Date.now() / 86_400_000);
    const [first, second, third] = parameters;
    switch (command) {
      case 'seen':
        this.watch.observe({ product: first, shop: second, cents: Number(third), day: today });
        return this;
      case 'wish':
        this.watch.wish(first, second, Number(third));
        return this;
      case 'about':
        return this.about(first, today);
      case 'offers':
        return this.offers(today);
      default:
        throw new Error(`'${command}' is none of: seen, wish, about, offers`);
    }
  }

  about(product: string, day: number): this {
    const usual = this.watch.usualCents(product, day);
    const best = this.watch.cheapest(product, day);
    console.log(`${product}: usually ${this.amountInternal(usual)}`);
    if (best) {
      const saving = Math.round((1 - best.cents / usual) * 100);
      const trend = this.watch.trend(product, best.shop);
      console.log(`now ${this.amountInternal(best.cents)} at ${best.shop} (${saving} % off)`);
      console.log(trend < 0 ? 'falling, it may pay to wait' : 'not falling');
    }
    return this;
  }

  offers(day: number): this {
    for (const { person, product, shop, cents } of this.watch.offers(day)) {
      console.log(`${person}: ${product} for ${this.amountInternal(cents)} at ${shop}`);
    }
    return this;
  }

  save(): this {
    writeFileSync(this.path, JSON.stringify(this.watch.toScenario(), null, 2));
    return this;
  }

  private amountInternal(cents: number): string {
    return `${(cents / 100).toFixed(2)} ${this.watch.currency}`;
  }
}
