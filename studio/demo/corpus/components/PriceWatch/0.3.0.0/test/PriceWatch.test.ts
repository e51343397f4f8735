import { beforeEach, describe, expect, it } from 'vitest';
import { CsvPriceSource } from '../src/ts/layer1/CsvPriceSource.js';
import { DefaultPriceWatch } from '../src/ts/layer2/DefaultPriceWatch.js';
import { PricePoll } from '../src/ts/layer4/PricePoll.js';

describe('PriceWatch', () => {
  let watch: DefaultPriceWatch;

  beforeEach(() => {
    watch = new DefaultPriceWatch();
    [4000, 4100, 3900, 4000, 1500].forEach((cents, day) => watch.observe({ product: 'kettle', shop: 'Nord', cents, day }));
  });

  it('takes the median for the usual price', () => {
    expect(watch.usualCents('kettle', 4)).toBe(4000);
    expect(watch.usualCents('kettle', 4, 2)).toBe(2750);
  });

  it('does not offer a price that is no longer fresh', () => {
    expect(watch.cheapest('kettle', 7)?.cents).toBe(1500);
    expect(watch.cheapest('kettle', 8)).toBeNull();
  });

  it('tells a person once a week', () => {
    watch.wish('ada', 'kettle', 2000);
    expect(watch.offers(4)).toEqual([{ person: 'ada', product: 'kettle', shop: 'Nord', cents: 1500, belowTarget: 500 }]);
    expect(watch.offers(5)).toEqual([]);
    watch.observe({ product: 'kettle', shop: 'Nord', cents: 1600, day: 11 });
    expect(watch.offers(11)).toHaveLength(1);
  });

  it('finds the slope of a steady rise', () => {
    [0, 1, 2].forEach(day => watch.observe({ product: 'lamp', shop: 'Sued', cents: 1000 + 30 * day, day }));
    expect(watch.trend('lamp', 'Sued')).toBeCloseTo(30);
  });

  it.each([['1.299,50', 129950], ['1299.50', 129950], ["1'299", 129900], ['12', 1200]])('reads %s', (text, cents) => {
    expect(new CsvPriceSource().cents(text)).toBe(cents);
  });

  it('asks a shop again and names those that stay silent', async () => {
    let calls = 0;
    const flaky = { shop: 'West', prices: async () => { if (++calls < 2) throw new Error('busy'); return []; } };
    const down = { shop: 'Ost', prices: () => Promise.reject(new Error('closed')) };
    const poll = await new PricePoll().init(watch, 2, 2).run([flaky, down], 5);
    expect([...poll.silentShops]).toEqual([['Ost', 'closed']]);
  });
});
