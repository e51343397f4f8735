export type CacheValue = string | number | boolean | null | CacheValue[] | { [key: string]: CacheValue };

export interface CacheEntry {
  key: string;
  value: CacheValue;
  bytes: number;
  /** Milliseconds since the epoch; 0 = does not run out. */
  expiresAt: number;
  tags: string[];
  pinned: boolean;
}

export interface CacheStatistics {
  hits: number;
  misses: number;
  evictions: number;
}

export interface CacheStoreModel {
  uuid: string;
  budgetBytes: number;
  defaultTtlMs: number;
  /** The entry used least recently comes first. */
  entries: CacheEntry[];
  statistics: CacheStatistics;
}
