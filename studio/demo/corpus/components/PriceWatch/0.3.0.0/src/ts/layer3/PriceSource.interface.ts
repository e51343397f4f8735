import type { PriceObservation } from './PriceWatchModel.interface.js';

/** A place to get today's prices from. */
export interface PriceSource {
  readonly shop: string;
  prices(day: number): Promise<PriceObservation[]>;
}
