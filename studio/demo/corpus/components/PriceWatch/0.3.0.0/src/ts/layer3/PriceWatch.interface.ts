import type { Offer, PriceObservation, PriceWatchModel } from './PriceWatchModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** Remembers prices, knows what is usual, and tells people when their wish has become affordable. */
export interface PriceWatch {
  readonly currency: string;

  init(scenario: Scenario<PriceWatchModel>): this;
  toScenario(): Scenario<PriceWatchModel>;

  observe(observation: PriceObservation): this;
  wish(person: string, product: string, targetCents: number): this;
  withdraw(person: string, product: string): this;
  forgetBefore(day: number): this;

  cheapest(product: string, day: number): PriceObservation | null;
  usualCents(product: string, day: number, days?: number): number;
  trend(product: string, shop: string): number;
  suspicious(product: string, day: number): PriceObservation[];
  offers(day: number): Offer[];
}
