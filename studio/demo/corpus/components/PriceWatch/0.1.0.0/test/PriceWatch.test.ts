import { describe, expect, it } from '@jest/globals';
import { DefaultPriceWatch, parsePrice } from '../src/ts/layer2/DefaultPriceWatch.js';

describe('prices', () => {
  it('reads a comma', () => {
    expect(parsePrice('12,50')).toBe(12.5);
  });

  it('calls back on a drop', () => {
    const drops: any[] = [];
    const watch = new DefaultPriceWatch('missing.csv', (product: any) => drops.push(product));
    watch.wish('kettle', 30);
    watch.observe('kettle', 'Nord', 29);
    expect(drops).toEqual(['kettle']);
  });
});
