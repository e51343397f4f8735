import type { GardenPlan } from '../layer3/GardenPlan.interface.js';
import type { SeedCatalogue } from '../layer3/SeedCatalogue.interface.js';

/** Plants a list of wishes into a garden, in their order, each where nothing speaks against it. */
export class SeasonPlanner {
  private plan: GardenPlan | null = null;
  private catalogue: SeedCatalogue | null = null;
  private refusals = new Map<string, string>();

  constructor() {
    this.refusals = new Map();
  }

  init(plan: GardenPlan, catalogue: SeedCatalogue): this {
    this.plan = plan;
    this.catalogue = catalogue;
    this.refusals.clear();
    return this;
  }

  /** Crop → why it found no bed. */
  get unplanted(): ReadonlyMap<string, string> {
    return this.refusals;
  }

  async season(year: number, week: number, ...wishes: string[]): Promise<this> {
    for (const wish of wishes) {
      await this.placeInternal(wish, year, week);
    }
    return this;
  }

  private async placeInternal(name: string, year: number, week: number): Promise<void> {
    if (!this.plan || !this.catalogue) {
      throw new Error('a season planner needs a garden and a catalogue: call init first');
    }
    const crop = await this.catalogue.crop(name);
    if (!crop) {
      this.refusals.set(name, 'is not in the catalogue');
      return;
    }
    const planting = { crop: crop.name, year, week };
    const [best] = this.plan.learn(crop).propose(planting);
    if (!best || best.objections.length > 0) {
      this.refusals.set(name, best ? best.objections[0] : 'there are no beds');
    } else {
      this.plan.plant(best.bed, planting);
    }
  }
}
