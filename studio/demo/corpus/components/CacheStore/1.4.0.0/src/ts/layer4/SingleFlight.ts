import type { CacheStore, PutOptions } from '../layer3/CacheStore.interface.js';
import type { CacheValue } from '../layer3/CacheStoreModel.interface.js';

/** Loads missing values, once per key however many callers ask at the same time. */
export class SingleFlight {
  private cache: CacheStore | null;
  private flights: Map<string, Promise<CacheValue>>;

  constructor() {
    this.cache = null;
    this.flights = new Map();
  }

  init(cache: CacheStore): this {
    this.cache = cache;
    return this;
  }

  get underWay(): number {
    return this.flights.size;
  }

  /** A failed load is handed to all who waited for it and is not remembered: the next caller tries again. */
  async fetch(key: string, load: () => Promise<CacheValue>, options?: PutOptions): Promise<CacheValue> {
    if (!this.cache) {
      throw new Error('SingleFlight needs init(cache) first');
    }
    const known = this.cache.get(key);
    if (known !== undefined) {
      return known;
    }
    const flight = this.flights.get(key) ?? this.launchInternal(this.cache, key, load, options);
    return structuredClone(await flight);
  }

  private launchInternal(
    cache: CacheStore,
    key: string,
    load: () => Promise<CacheValue>,
    options?: PutOptions,
  ): Promise<CacheValue> {
    const flight = load()
      .then(value => {
        cache.put(key, value, options);
        return value;
      })
      .finally(() => this.flights.delete(key));
    this.flights.set(key, flight);
    return flight;
  }
}
