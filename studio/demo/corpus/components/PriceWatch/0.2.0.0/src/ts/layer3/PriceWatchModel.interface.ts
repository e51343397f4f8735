/** A price seen at a shop. Amounts are cents of the watch's currency. */
export interface PriceObservation {
  product: string;
  shop: string;
  cents: number;
  /** Day number since 1970-01-01. */
  day: number;
}

export interface Wish {
  person: string;
  product: string;
  targetCents: number;
  /** Day on which the person was last told, -1 = never. */
  toldOn: number;
}

export interface Offer {
  person: string;
  product: string;
  shop: string;
  cents: number;
  belowTarget: number;
}

export interface PriceWatchModel {
  uuid: string;
  currency: string;
  /** How many days a price is taken for current after it was seen. */
  freshDays: number;
  observations: PriceObservation[];
  wishes: Wish[];
}
