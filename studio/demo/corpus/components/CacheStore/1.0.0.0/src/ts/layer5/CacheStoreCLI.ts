import { DefaultCacheStore } from '../layer2/DefaultCacheStore.js';

export class CacheStoreCLI {
  public cache: any = new DefaultCacheStore(1000, 'cache.json');

  execute(args: string[]): void {
    if (args[0] === 'get') {
      console.log(this.cache.get(args[1]));
    } else if (args[0] === 'put') {
      this.cache.put(args[1], args[2], Number(args[3] || 0));
    } else if (args[0] === 'clear') {
      this.cache.clear();
    } else {
      console.error('get, put or clear');
    }
  }
}
