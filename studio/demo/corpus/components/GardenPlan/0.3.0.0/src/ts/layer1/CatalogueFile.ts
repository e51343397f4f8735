import { readFile } from 'node:fs/promises';
import type { Appetite, Crop } from '../layer3/GardenPlanModel.interface.js';
import type { SeedCatalogue } from '../layer3/SeedCatalogue.interface.js';

/**
 * Crops from a table: `carrot | umbel | medium | 5 | 10-26 | 14 | dill, beetroot`.
 * Columns are name, family, appetite, spacing, sowing weeks, weeks to harvest, dislikes.
 */
export class CatalogueFile implements SeedCatalogue {
  private static readonly APPETITES: readonly string[] = ['feeder', 'strong', 'medium', 'light'];
  private path: string;
  private crops: Map<string, Crop> | null;

  constructor() {
    this.path = 'crops.txt';
    this.crops = null;
  }

  init(path: string): this {
    this.path = path;
    this.crops = null;
    return this;
  }

  async crop(name: string): Promise<Crop | null> {
    this.crops ??= await this.loadInternal();
    return this.crops.get(name) ?? null;
  }

  private async loadInternal(): Promise<Map<string, Crop>> {
    const rows = (await readFile(this.path, 'utf8')).split(/\r?\n/).filter(row => row.includes('|'));
    return new Map(rows.map(row => this.cropInternal(row)).map(crop => [crop.name, crop]));
  }

  private cropInternal(row: string): Crop {
    const [name, family, appetite, spacing, weeks, growth, dislikes = ''] = row.split('|').map(cell => cell.trim());
    const sowing = /^(\d+)-(\d+)$/.exec(weeks ?? '');
    if (!CatalogueFile.APPETITES.includes(appetite) || !sowing || !(Number(spacing) > 0) || !(Number(growth) > 0)) {
      throw new Error(`${this.path}: '${row.trim()}' does not describe a crop`);
    }
    return {
      name,
      family,
      appetite: appetite as Appetite,
      spacing: Number(spacing),
      sowWeeks: [Number(sowing[1]), Number(sowing[2])],
      weeksToHarvest: Number(growth),
      dislikes: dislikes.split(',').map(each => each.trim()).filter(each => each !== ''),
    };
  }
}
