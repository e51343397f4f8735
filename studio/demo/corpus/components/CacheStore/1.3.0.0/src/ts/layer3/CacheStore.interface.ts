import type { CacheStatistics, CacheValue } from './CacheStoreModel.interface.js';
import type { Clock } from './Clock.interface.js';
import type { Scenario } from './Scenario.interface.js';

export interface PutOptions {
  ttlMs?: number;
  tags?: string[];

}

/** Keeps values within a byte budget, drops the least recently used first and forgets what has run out. */
export interface CacheStore {
  readonly usedBytes: number;
  readonly statistics: Readonly<CacheStatistics>;

  init(scenario: Scenario): this;
  toScenario(): Scenario;
  useClock(clock: Clock): this;

  put(key: string, value: CacheValue, options?: PutOptions): this;
  get(key: string): CacheValue | undefined;
  has(key: string): boolean;
  drop(key: string): this;
  dropTag(tag: string): this;
  sweep(): this;
}
