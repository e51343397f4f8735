import type { CacheStore, PutOptions } from '../layer3/CacheStore.interface.js';
import type { CacheValue } from '../layer3/CacheStoreModel.interface.js';

/** Loads missing values, once per key however many callers ask at the same time. */
export class SingleFlight {
  private flights: Map<string, Promise<CacheValue>> = new Map();

  constructor(public cache: CacheStore) {}

  get underWay(): number {
    return this.flights.size;
  }

  async fetch(key: string, load: () => Promise<CacheValue>, options?: PutOptions): Promise<CacheValue> {

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
      .catch(error => {
        console.error(`could not load ${key}`, error);
        return null;
      })
      .finally(() => this.flights.delete(key));
    this.flights.set(key, flight);
    return flight;
  }
}
