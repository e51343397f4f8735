import { randomUUID } from 'node:crypto';
import type { PriceWatch } from '../layer3/PriceWatch.interface.js';
import type { Offer, PriceObservation, PriceWatchModel } from '../layer3/PriceWatchModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

export class DefaultPriceWatch implements PriceWatch {
  /** A person hears of the same product again after this many days at the earliest. */
  private static readonly QUIET_DAYS = 7;

  private model: PriceWatchModel;
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
      ior: { uuid: this.model.uuid, component: 'PriceWatch', version: '0.3.0.0' },
      owner: this.owner,
      model: structuredClone(this.model),
    };
  }

  get currency(): string {
    return this.model.currency;
  }

  /** One price per product, shop and day: the later observation of a day replaces the earlier one. */
  observe(observation: PriceObservation): this {
    const { product, shop, cents, day } = observation;
    if (!Number.isInteger(cents) || cents <= 0) {
      throw new RangeError(`${product} at ${shop}: ${cents} is not a price in cents`);
    }
    this.model.observations = this.model.observations.filter(
      known => known.product !== product || known.shop !== shop || known.day !== day,
    );
    this.model.observations.push({ product, shop, cents, day });
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

  /** The median of the last days (90 unless told), which a single sale does not move. */
  usualCents(product: string, day: number, days = 90): number {
    const cents = this.observationsInternal(product)
      .filter(seen => seen.day <= day && seen.day > day - days)
      .map(seen => seen.cents)
      .sort((a, b) => a - b);
    if (cents.length === 0) {
      throw new Error(`no price of ${product} in the ${days} days before day ${day}`);
    }
    const middle = cents.length >> 1;
    return cents.length % 2 === 1 ? cents[middle] : Math.round((cents[middle - 1] + cents[middle]) / 2);
  }

  /** Cents per day by which the price rises (or falls, when negative): the slope of the line of least squares. */
  trend(product: string, shop: string): number {
    const seen = this.observationsInternal(product).filter(observation => observation.shop === shop);
    if (seen.length < 2) {
      return 0;
    }
    const meanDay = seen.reduce((sum, { day }) => sum + day, 0) / seen.length;
    const meanCents = seen.reduce((sum, { cents }) => sum + cents, 0) / seen.length;
    const covariance = seen.reduce((sum, { day, cents }) => sum + (day - meanDay) * (cents - meanCents), 0);
    const variance = seen.reduce((sum, { day }) => sum + (day - meanDay) ** 2, 0);
    return covariance / variance;
  }

  /** Today's prices below a fifth or above five times of what is usual: most likely a typing error of the shop. */
  suspicious(product: string, day: number): PriceObservation[] {
    const usual = this.usualCents(product, day);
    return this.observationsInternal(product).filter(
      ({ day: seenOn, cents }) => seenOn === day && (cents * 5 < usual || cents > usual * 5),
    );
  }

  /** What to tell whom today; the biggest saving first. Calling it counts as having told. */
  offers(day: number): Offer[] {
    const offers: Offer[] = [];
    for (const wish of this.model.wishes) {
      const best = this.cheapest(wish.product, day);
      const quiet = wish.toldOn >= 0 && day - wish.toldOn < DefaultPriceWatch.QUIET_DAYS;
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
