import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { CacheStore } from '../layer3/CacheStore.interface.js';
import type { CacheStoreModel } from '../layer3/CacheStoreModel.interface.js';

export class DefaultCacheStore implements CacheStore {
  public model: CacheStoreModel;
  public hits = 0;
  public misses = 0;
  private _timer: any;

  constructor(max: number, file?: string) {
    this.model = { uuid: randomUUID(), max: max, entries: {} };
    if (file) {
      try {
        this.model.entries = JSON.parse(readFileSync(file, 'utf8'));
      } catch (e) {
        console.error('starting with an empty cache');
      }
      process.on('exit', () => writeFileSync(file, JSON.stringify(this.model.entries)));
    }
    this._timer = setInterval(() => this._sweep(), 30000);
    this._timer.unref();
  }

  put(key: string, value: any, ttl: number = 0): void {
    const keys = Object.keys(this.model.entries);
    if (keys.length >= this.model.max && !this.model.entries[key]) {
      let oldest = keys[0];
      for (const candidate of keys) {
        if (this.model.entries[candidate].used < this.model.entries[oldest].used) {
          oldest = candidate;
        }
      }
      delete this.model.entries[oldest];
    }
    this.model.entries[key] = { value, used: Date.now(), until: ttl ? Date.now() + ttl : 0 };
  }

  get(key: string): any {
    const entry = this.model.entries[key];
    if (!entry || isOver(entry)) {
      this.misses++;
      return null;
    }
    this.hits++;
    entry.used = Date.now();
    return entry.value;
  }

  clear(): void {
    this.model.entries = {};
  }

  _sweep(): void {
    for (const key of Object.keys(this.model.entries)) {
      if (isOver(this.model.entries[key])) {
        delete this.model.entries[key];
      }
    }
  }
}

function isOver(entry: any): boolean {
  return entry.until > 0 && entry.until < Date.now();
}
