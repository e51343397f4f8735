import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { DefaultCacheStore } from '../layer2/DefaultCacheStore.js';
import type { CacheStore } from '../layer3/CacheStore.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** Looks into a cache snapshot and tidies it: `cachestore build.cache get KEY`, `cachestore build.cache droptag TAG`. */
export class CacheStoreCLI {
  private cache: CacheStore;
  private snapshot: string;

  constructor() {
    this.cache = new DefaultCacheStore();
    this.snapshot = '';
  }

  static start([snapshot, command, ...args]: string[]): void {
    const cli = new CacheStoreCLI().init(snapshot);
    console.log(cli.execute(command, args));
    cli.save();
  }

  init(snapshot: string): this {
    this.snapshot = snapshot;
    if (existsSync(snapshot)) {
      this.cache.init(JSON.parse(readFileSync(snapshot, 'utf8')) as Scenario);
    }
    return this;
  }

  execute(command: string, [first, second, third]: string[]): string {
    switch (command) {
      case 'get':
        return JSON.stringify(this.cache.get(first)) ?? `no ${first}`;
      case 'put':
        this.cache.put(first, second, { ttlMs: third === undefined ? undefined : Number(third) * 1000 });
        return `stored ${first}`;
      case 'droptag':
        this.cache.dropTag(first);
        return this.report();
      case 'report':
        return this.report();
      default:
        throw new Error(`unknown command '${command}': get, put, droptag or report`);
    }
  }

  report(): string {
    const { hits, misses, evictions } = this.cache.statistics;
    const percent = (this.cache.hitRate * 100).toFixed(1);
    return `${this.cache.usedBytes} bytes, ${hits} hits, ${misses} misses (${percent} %), ${evictions} evicted`;
  }

  save(): this {
    writeFileSync(this.snapshot, JSON.stringify(this.cache.toScenario()));
    return this;
  }
}
