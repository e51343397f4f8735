import { beforeEach, describe, expect, it } from 'vitest';
import { DefaultCacheStore } from '../src/ts/layer2/DefaultCacheStore.js';
import { SingleFlight } from '../src/ts/layer4/SingleFlight.js';

describe('CacheStore', () => {
  let time: number;
  let cache: DefaultCacheStore;

  beforeEach(() => {
    time = 1000;
    const empty = new DefaultCacheStore().toScenario();
    empty.model.budgetBytes = 30;
    cache = new DefaultCacheStore().useClock({ now: () => time }).init(empty);
  });

  it('forgets a value when its time has run out', () => {
    cache.put('a', 1, { ttlMs: 50 });
    time += 49;
    expect(cache.get('a')).toBe(1);
    time += 1;
    expect(cache.get('a')).toBeUndefined();
    expect(cache.statistics).toEqual({ hits: 1, misses: 1, evictions: 0 });
  });

  it('evicts the least recently used entry and spares the pinned one', () => {
    cache.put('pin', 'xxxx', { pinned: true }).put('old', 'xxxx').put('new', 'xxxx');
    cache.get('old');
    cache.put('next', 'xxxx');
    expect(['pin', 'old', 'new', 'next'].map(key => cache.has(key))).toEqual([true, true, false, true]);
  });

  it('leaves the cache as it was when there is no room to make', () => {
    cache.put('pin', 'x'.repeat(15), { pinned: true }).put('b', 1);
    expect(() => cache.put('big', 'x'.repeat(20))).toThrow('pinned');
    expect(cache.has('b')).toBe(true);
  });

  it('loads a value once for callers at the same time', async () => {
    let loads = 0;
    const flight = new SingleFlight().init(cache);
    const load = async () => ++loads;
    expect(await Promise.all([flight.fetch('n', load), flight.fetch('n', load)])).toEqual([1, 1]);
    expect(flight.underWay).toBe(0);
  });

  it('does not remember a failed load', async () => {
    const flight = new SingleFlight().init(cache);
    await expect(flight.fetch('n', async () => Promise.reject(new Error('offline')))).rejects.toThrow('offline');
    expect(await flight.fetch('n', async () => 'back')).toBe('back');
  });
});
