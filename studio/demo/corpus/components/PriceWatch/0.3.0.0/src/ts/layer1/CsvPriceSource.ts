import { readFile } from 'node:fs/promises';
import type { PriceObservation } from '../layer3/PriceWatchModel.interface.js';
import type { PriceSource } from '../layer3/PriceSource.interface.js';

/** Reads a shop's price list: `product;price` per line, the price written as `1.299,50` or `1299.50`. */
export class CsvPriceSource implements PriceSource {
  private shopName: string;
  private path: string;

  constructor() {
    this.shopName = '';
    this.path = '';
  }

  init(shop: string, path: string): this {
    this.shopName = shop;
    this.path = path;
    return this;
  }

  get shop(): string {
    return this.shopName;
  }

  async prices(day: number): Promise<PriceObservation[]> {
    const text = (await readFile(this.path, 'utf8')).replace(/^\uFEFF/, '');
    return text
      .split(/\r?\n/)
      .map((line, index) => ({ line: line.trim(), number: index + 1 }))
      .filter(({ line }) => line !== '' && !line.startsWith('#'))
      .map(({ line, number }) => this.observationInternal(line, number, day));
  }

  /** The last comma or point followed by two digits is the decimal mark, all others group thousands. */
  cents(price: string): number {
    const match = /^(\d[\d.,' ]*?)(?:[.,](\d{2}))?$/.exec(price.trim());
    if (!match) {
      throw new Error(`'${price}' is not a price`);
    }
    return Number(match[1].replace(/\D/g, '')) * 100 + Number(match[2] ?? 0);
  }

  private observationInternal(line: string, number: number, day: number): PriceObservation {
    const separator = line.lastIndexOf(';');
    if (separator < 1) {
      throw new Error(`${this.path} line ${number}: expected product;price`);
    }
    const product = line.slice(0, separator).replace(/^"(.*)"$/, '$1');
    return { product, shop: this.shopName, cents: this.cents(line.slice(separator + 1)), day };
  }
}
