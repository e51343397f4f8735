import { describe, expect, it } from 'vitest';
import { DefaultPriceWatch } from '../src/ts/layer2/DefaultPriceWatch.js';

describe('PriceWatch', () => {
  it('offers the cheapest fresh price at or below the target', () => {
    const watch = new DefaultPriceWatch()
      .observe({ product: 'kettle', shop: 'Nord', cents: 4000, day: 1 })
      .observe({ product: 'kettle', shop: 'Sued', cents: 3500, day: 1 })
      .wish('ada', 'kettle', 3500);
    expect(watch.offers(2).map(offer => offer.shop)).toEqual(['Sued']);
    expect(watch.offers(3)).toEqual([]);
  });
});
