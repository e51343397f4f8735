import { randomUUID } from 'node:crypto';
import type { PriceWatch } from '../layer3/PriceWatch.interface.js';
import type { Offer, PriceObservation, PriceWatchModel } from '../layer3/PriceWatchModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

export class DefaultPriceWatch implements PriceWatch {
  public quietDays = 7;
  public model: PriceWatchModel;
  private owner: string;

  constructor() {
    this.model = { uuid: randomUUID(), currency: 'EUR', freshDays: 3, observations: [], wishes: [] };
    this.owner = '';
  }

  init(scenario: Scenario<PriceWatchModel>): this {
    this.model = structuredClone(scenario.model);
    this.owner = scenario.owner;
    return this;
  }

  toScenario(): Scenario<PriceWatchModel> {
    return {
      ior: { uuid: this.model.uuid, component: 'PriceWatch', version: '0.2.0.0' },
      owner: this.owner,
      model: structuredClone(this.model),
    };
  }

  get currency(): string {
    return this.model.currency;
  }

  observe(observation: PriceObservation): this {
    if (observation.cents <= 0) {
      console.error(`price of ${observation.product} ignored`);
      return this;
    }
    this.model.observations.push(observation);
    return this;
  }

  /** A new target for the same product replaces the old one and is told at once when it is met. */
  wish(person: string, product: string, targetCents: number): this {
    this.withdraw(person, product);
    this.model.wishes.push({ person, product, targetCents, toldOn: -1 });
    return this;
  }

  withdraw(person: string, product: string): this {
    this.model.wishes = this.model.wishes.filter(wish => wish.person !== person || wish.product !== product);
    return this;
  }

  forgetBefore(day: number): this {
    this.model.observations = this.model.observations.filter(observation => observation.day >= day);
    return this;
  }

  /** The lowest current price: each shop counts with its latest observation, if that is fresh. */
  cheapest(product: string, day: number): PriceObservation | null {
    const latest = new Map<string, PriceObservation>();
    for (const seen of this.observationsInternal(product)) {
      if (seen.day <= day && day - seen.day <= this.model.freshDays) {
        latest.set(seen.shop, seen);
      }
    }
    return [...latest.values()].reduce<PriceObservation | null>(
      (best, seen) => (best === null || seen.cents < best.cents ? seen : best),
      null,
    );
  }

  /** The average of the last days (90 unless told). */
  usualCents(product: string, day: number, days = 90): number {
    const cents = this.observationsInternal(product)
      .filter(seen => seen.day <= day && seen.day > day - days)
      .map(seen => seen.cents);
    return Math.round(cents.reduce((sum, price) => sum + price, 0) / cents.length);
  }

  trend(product: string, shop: string): any {
    const seen = this.observationsInternal(product).filter(observation => observation.shop === shop);
    const first = seen[0];
    const last = seen[seen.length - 1];
    return (last.cents - first.cents) / (last.day - first.day);
  }

  /** What to tell whom today; the biggest saving first. Calling it counts as having told. */
  offers(day: number): Offer[] {
    const offers: Offer[] = [];
    for (const wish of this.model.wishes) {
      const best = this.cheapest(wish.product, day);
      const quiet = wish.toldOn >= 0 && day - wish.toldOn < this.quietDays;
      if (best === null || best.cents > wish.targetCents || quiet) {
        continue;
      }
      wish.toldOn = day;
      const { product, shop, cents } = best;
      offers.push({ person: wish.person, product, shop, cents, belowTarget: wish.targetCents - cents });
    }
    return offers.sort((a, b) => b.belowTarget - a.belowTarget);
  }

  private observationsInternal(product: string): PriceObservation[] {
    return this.model.observations.filter(seen => seen.product === product).sort((a, b) => a.day - b.day);
  }
}
