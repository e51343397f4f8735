export interface CacheStore {
  put(key: string, value: any, ttl?: number): void;
  get(key: string): any;
  clear(): void;
}
