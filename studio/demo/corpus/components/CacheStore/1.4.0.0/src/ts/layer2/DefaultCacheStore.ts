import { randomUUID } from 'node:crypto';
import type { CacheStore, PutOptions } from '../layer3/CacheStore.interface.js';
import type { CacheEntry, CacheStatistics, CacheStoreModel, CacheValue } from '../layer3/CacheStoreModel.interface.js';
import type { Clock } from '../layer3/Clock.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** A Map keeps insertion order, so taking an entry out and putting it back makes it the most recently used. */
export class DefaultCacheStore implements CacheStore {
  private entries: Map<string, CacheEntry>;
  private settings: Pick<CacheStoreModel, 'uuid' | 'budgetBytes' | 'defaultTtlMs'>;
  private counters: CacheStatistics;
  private clock: Clock;
  private owner: string;

  constructor() {
    this.entries = new Map();
    this.settings = { uuid: randomUUID(), budgetBytes: 1_000_000, defaultTtlMs: 0 };
    this.counters = { hits: 0, misses: 0, evictions: 0 };
    this.clock = Date;
    this.owner = '';
  }

  init({ owner, model }: Scenario): this {
    const { uuid, budgetBytes, defaultTtlMs } = model;
    this.owner = owner;
    this.settings = { uuid, budgetBytes, defaultTtlMs };
    this.counters = { ...model.statistics };
    this.entries = new Map(structuredClone(model.entries).map(entry => [entry.key, entry]));
    return this.sweep();
  }

  toScenario(): Scenario {
    return {
      ior: { uuid: this.settings.uuid, component: 'CacheStore', version: '1.4.0.0' },
      owner: this.owner,
      model: {
        ...this.settings,
        entries: structuredClone([...this.entries.values()]),
        statistics: { ...this.counters },
      },
    };
  }

  useClock(clock: Clock): this {
    this.clock = clock;
    return this;
  }

  get usedBytes(): number {
    return [...this.entries.values()].reduce((sum, entry) => sum + entry.bytes, 0);
  }

  get statistics(): Readonly<CacheStatistics> {
    return { ...this.counters };
  }

  /** Hits among all look-ups, 0 to 1; 0 before the first look-up. */
  get hitRate(): number {
    const lookUps = this.counters.hits + this.counters.misses;
    return lookUps === 0 ? 0 : this.counters.hits / lookUps;
  }

  /** Stores a copy. Makes room by evicting; a value larger than the whole budget is refused. */
  put(key: string, value: CacheValue, options: PutOptions = {}): this {
    const bytes = Buffer.byteLength(key) + Buffer.byteLength(JSON.stringify(value));
    if (bytes > this.settings.budgetBytes) {
      throw new RangeError(`'${key}' takes ${bytes} bytes, the cache holds ${this.settings.budgetBytes}`);
    }
    const ttlMs = options.ttlMs ?? this.settings.defaultTtlMs;
    this.drop(key).makeRoomInternal(bytes);
    this.entries.set(key, {
      key,
      value: structuredClone(value),
      bytes,
      expiresAt: ttlMs > 0 ? this.clock.now() + ttlMs : 0,
      tags: [...(options.tags ?? [])],
      pinned: options.pinned ?? false,
    });
    return this;
  }

  /** A look-up counts as a use. Undefined for what was never stored, was evicted or has run out. */
  get(key: string): CacheValue | undefined {
    const entry = this.liveInternal(key);
    if (!entry) {
      this.counters.misses += 1;
      return undefined;
    }
    this.counters.hits += 1;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return structuredClone(entry.value);
  }

  /** Unlike get() this is no use: it changes neither the order nor the statistics. */
  has(key: string): boolean {
    return this.liveInternal(key) !== undefined;
  }

  drop(key: string): this {
    this.entries.delete(key);
    return this;
  }

  /** Drops everything that carries the tag, pinned or not: a tag says "no longer true". */
  dropTag(tag: string): this {
    for (const { key, tags } of [...this.entries.values()]) {
      if (tags.includes(tag)) {
        this.entries.delete(key);
      }
    }
    return this;
  }

  /** Removes what has run out. Not needed for correctness, only for the memory. */
  sweep(): this {
    [...this.entries.keys()].forEach(key => this.liveInternal(key));
    return this;
  }

  private liveInternal(key: string): CacheEntry | undefined {
    const entry = this.entries.get(key);
    if (entry && entry.expiresAt > 0 && entry.expiresAt <= this.clock.now()) {
      this.entries.delete(key);
      return undefined;
    }
    return entry;
  }

  private makeRoomInternal(bytes: number): void {
    this.sweep();
    let missing = this.usedBytes + bytes - this.settings.budgetBytes;
    const victims: string[] = [];
    for (const entry of this.entries.values()) {
      if (missing > 0 && !entry.pinned) {
        victims.push(entry.key);
        missing -= entry.bytes;
      }
    }
    if (missing > 0) {
      throw new Error(`${missing} bytes short: the rest of the cache is pinned`);
    }
    victims.forEach(key => this.drop(key));
    this.counters.evictions += victims.length;
  }
}
