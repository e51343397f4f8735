import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { PriceWatch } from '../layer3/PriceWatch.interface.js';
import type { PriceWatchModel } from '../layer3/PriceWatchModel.interface.js';

export class DefaultPriceWatch implements PriceWatch {
  public model: PriceWatchModel;
  public onDrop: any = null;

  constructor(path: string, onDrop?: any) {
    this.model = { uuid: randomUUID(), prices: [], targets: {} };
    this.onDrop = onDrop;
    if (existsSync(path)) {
      for (const line of readFileSync(path, 'utf8').split('\n')) {
        const [product, shop, price] = line.split(';');
        if (product) {
          this.observe(product, shop, price);
        }
      }
    }
  }

  observe(product: string, shop: string, price: any): void {
    const value = parsePrice(price);
    if (isNaN(value)) {
      console.error('not a price: ' + price);
      return;
    }
    this.model.prices.push({ product, shop, price: value, date: new Date() });
    const target = this.model.targets[product];
    if (target && value <= target && this.onDrop) {
      this.onDrop(product, shop, value);
    }
  }

  wish(product: string, target: number): void {
    this.model.targets[product] = target;
  }

  cheapest(product: string): any {
    let best: any;
    for (const p of this.model.prices) {
      if (p.product === product && (!best || p.price < best.price)) {
        best = p;
      }
    }
    return best;
  }

  average(product: string): number {
    const prices = this.model.prices.filter(p => p.product === product);
    return prices.reduce((sum, p) => sum + p.price, 0) / prices.length;
  }
}

export function parsePrice(text: any): number {
  return typeof text === 'number' ? text : parseFloat(String(text).replace(',', '.'));
}
