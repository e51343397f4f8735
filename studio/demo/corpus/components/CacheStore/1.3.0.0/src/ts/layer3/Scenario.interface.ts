import type { CacheStoreModel } from './CacheStoreModel.interface.js';

/** A snapshot of a cache. Entries keep their expiry times, so a restored cache forgets what has run out meanwhile. */
export interface Scenario {
  ior: { uuid: string; component: string; version: string };
  owner: string;
  model: CacheStoreModel;
}
