import { DefaultGardenPlan } from '../layer2/DefaultGardenPlan.js';
import type { GardenPlan } from '../layer3/GardenPlan.interface.js';
import type { GardenPlanModel } from '../layer3/GardenPlanModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';
import type { SeedCatalogue } from '../layer3/SeedCatalogue.interface.js';
import { SeasonPlanner } from '../layer4/SeasonPlanner.js';

/** `gardenplan where CROP YEAR WEEK`, `plant BED CROP YEAR WEEK`, `season YEAR WEEK CROP…`, `now YEAR WEEK`. */
export class GardenPlanCLI {
  private plan: GardenPlan = new DefaultGardenPlan();
  private catalogue: SeedCatalogue | null = null;
  private report: string[] = [];

  constructor() {
    this.report = [];
  }

  init(scenario: Scenario<GardenPlanModel>, catalogue: SeedCatalogue): this {
    this.plan.init(scenario);
    this.catalogue = catalogue;
    return this;
  }

  get output(): string {
    return this.report.join('\n');
  }

  where(crop: string, year: string, week: string): this {
    for (const proposal of this.plan.propose({ crop, year: Number(year), week: Number(week) })) {
      const verdict = proposal.objections[0] ?? `room for ${proposal.plants}`;
      this.report.push(`${proposal.bed}: ${verdict}`);
    }
    return this;
  }

  plant(bed: string, crop: string, year: string, week: string): this {
    this.plan.plant(bed, { crop, year: Number(year), week: Number(week) });
    this.report.push(`${crop} is in ${bed}`);
    return this;
  }

  async season(year: string, week: string, ...wishes: string[]): Promise<this> {
    if (!this.catalogue) {
      throw new Error('a season is planned from a catalogue, and there is none');
    }
    const planner = new SeasonPlanner().init(this.plan, this.catalogue);
    const { unplanted } = await planner.season(Number(year), Number(week), ...wishes);
    unplanted.forEach((reason, crop) => this.report.push(`no bed for ${crop}: ${reason}`));
    return this.now(year, week);
  }

  now(year: string, week: string): this {
    this.plan.growing(Number(year), Number(week)).forEach((crops, bed) => {
      this.report.push(`${bed}: ${crops.join(', ') || 'free'}`);
    });
    return this;
  }

  async execute([command, ...words]: string[]): Promise<this> {
    switch (command) {
      case 'where':
        return this.where(words[0], words[1], words[2]);
      case 'plant':
        return this.plant(words[0], words[1], words[2], words[3]);
      case 'season':
        return this.season(words[0], words[1], ...words.slice(2));
      case 'now':
        return this.now(words[0], words[1]);
      default:
        throw new Error(`'${command}' is none of where, plant, season, now`);
    }
  }
}
