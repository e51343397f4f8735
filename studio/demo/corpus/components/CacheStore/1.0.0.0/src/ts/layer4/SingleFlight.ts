export class SingleFlight {
  public pending: any = {};

  constructor(public cache: any) {}

  async fetch(key: string, load: any): Promise<any> {
    const known = this.cache.get(key);
    if (known) {
      return known;
    }
    if (!this.pending[key]) {
      this.pending[key] = load();
    }
    const value = await this.pending[key];
    delete this.pending[key];
    this.cache.put(key, value);
    return value;
  }
}
