import { describe, expect, it } from 'vitest';
import { DefaultCacheStore } from '../src/ts/layer2/DefaultCacheStore.js';
import { SingleFlight } from '../src/ts/layer4/SingleFlight.js';

describe('CacheStore', () => {
  it('drops all entries of a tag', () => {
    const cache = new DefaultCacheStore().put('a', 1, { tags: ['user:7'] }).put('b', 2, { tags: ['user:8'] });
    cache.dropTag('user:7');
    expect([...cache.entries.keys()]).toEqual(['b']);
  });

  it('loads a value once for callers at the same time', async () => {
    let loads = 0;
    const flight = new SingleFlight(new DefaultCacheStore());
    await Promise.all([flight.fetch('n', async () => ++loads), flight.fetch('n', async () => ++loads)]);
    expect(loads).toBe(1);
  });
});
