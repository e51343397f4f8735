import { randomUUID } from 'node:crypto';
import type { GardenPlan, Proposal } from '../layer3/GardenPlan.interface.js';
import type { Bed, Crop, GardenPlanModel, Planting } from '../layer3/GardenPlanModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** Says not only where a crop may grow but also why not. `plant` accepts what `propose` has no objection to. */
export class DefaultGardenPlan implements GardenPlan {
  private uuid: string;
  private owner: string;
  private pauseYears: number;
  private crops: Map<string, Crop>;
  private beds: Map<string, Bed>;

  constructor() {
    this.uuid = randomUUID();
    this.owner = '';
    this.pauseYears = 3;
    this.crops = new Map();
    this.beds = new Map();
  }

  init(scenario: Scenario<GardenPlanModel>): this {
    const { uuid, pauseYears, crops, beds } = structuredClone(scenario.model);
    this.uuid = uuid;
    this.owner = scenario.owner;
    this.pauseYears = pauseYears;
    this.crops = new Map(crops.map(crop => [crop.name, crop]));
    this.beds = new Map(beds.map(bed => [bed.name, bed]));
    return this;
  }

  toScenario(): Scenario<GardenPlanModel> {
    const model: GardenPlanModel = {
      uuid: this.uuid,
      pauseYears: this.pauseYears,
      crops: [...this.crops.values()],
      beds: [...this.beds.values()],
    };
    const ior = { uuid: this.uuid, component: 'GardenPlan', version: '0.3.0.0' };
    return { ior, owner: this.owner, model: structuredClone(model) };
  }

  get cropNames(): string[] {
    return [...this.crops.keys()].sort();
  }

  get bedNames(): string[] {
    return [...this.beds.keys()];
  }

  learn(crop: Crop): this {
    this.crops.set(crop.name, structuredClone(crop));
    return this;
  }

  /** Lays a bed beside others. Neighbourhood holds both ways. */
  lay(name: string, width: number, length: number, ...neighbours: string[]): this {
    if (this.beds.has(name)) {
      throw new Error(`there is a bed ${name} already`);
    }
    const beside = neighbours.map(each => this.bedInternal(each));
    this.beds.set(name, { name, width, length, neighbours: [...neighbours], plantings: [] });
    beside.forEach(bed => bed.neighbours.push(name));
    return this;
  }

  plant(bed: string, planting: Planting): this {
    const target = this.bedInternal(bed);
    const objections = this.objectionsInternal(target, planting);
    if (objections.length > 0) {
      throw new Error(`${planting.crop} in ${bed}: ${objections.join('; ')}`);
    }
    target.plantings.push({ ...planting });
    return this;
  }

  bed(name: string): Bed {
    return structuredClone(this.bedInternal(name));
  }

  /** All beds for a planting, those without objections first, and of these the ones with most room. */
  propose(planting: Planting): Proposal[] {
    const { spacing } = this.cropInternal(planting.crop);
    const proposals = [...this.beds.values()].map(bed => ({
      bed: bed.name,
      plants: this.capacityInternal(bed, spacing),
      objections: this.objectionsInternal(bed, planting),
    }));
    return proposals.sort(
      (one, other) => one.objections.length - other.objections.length || other.plants - one.plants,
    );
  }

  growing(year: number, week: number): Map<string, string[]> {
    const now = this.weekInternal(year, week);
    return new Map([...this.beds.values()].map(bed => [bed.name, this.cropsAtInternal(bed, now)]));
  }

  /** What becomes ripe in a week. */
  harvest(year: number, week: number): Planting[] {
    const now = this.weekInternal(year, week);
    const plantings = [...this.beds.values()].flatMap(bed => bed.plantings);
    return structuredClone(plantings.filter(planting => this.ripeInternal(planting) === now));
  }

  private objectionsInternal(bed: Bed, planting: Planting): string[] {
    const crop = this.cropInternal(planting.crop);
    return [
      ...this.seasonInternal(crop, planting),
      ...this.rotationInternal(bed, crop, planting),
      ...this.neighbourhoodInternal(bed, crop, planting),
    ];
  }

  private seasonInternal(crop: Crop, planting: Planting): string[] {
    const [first, last] = crop.sowWeeks;
    return planting.week < first || planting.week > last ? [`is sown in weeks ${first} to ${last}`] : [];
  }

  /** A family comes back after the pause; a strong feeder never follows a strong feeder; a bed holds one crop. */
  private rotationInternal(bed: Bed, crop: Crop, planting: Planting): string[] {
    const start = this.weekInternal(planting.year, planting.week);
    const found: string[] = [];
    for (const past of bed.plantings) {
      const before = this.cropInternal(past.crop);
      const years = Math.abs(planting.year - past.year);
      if (this.overlapsInternal(past, start, start + crop.weeksToHarvest)) {
        found.push(`${past.crop} stands there until week ${past.week + before.weeksToHarvest}`);
      } else if (before.family === crop.family && years <= this.pauseYears) {
        found.push(`${before.family} grew there in ${past.year}`);
      } else if (before.appetite === 'strong' && crop.appetite === 'strong' && years <= 1) {
        found.push(`${past.crop} has eaten up the soil`);
      }
    }
    return found;
  }

  private neighbourhoodInternal(bed: Bed, crop: Crop, planting: Planting): string[] {
    const now = this.weekInternal(planting.year, planting.week);
    const beside = bed.neighbours.flatMap(name => this.cropsAtInternal(this.bedInternal(name), now));
    const enemies = beside.filter(name => {
      return crop.dislikes.includes(name) || this.cropInternal(name).dislikes.includes(crop.name);
    });
    return enemies.map(name => `does not get on with ${name} next to it`);
  }

  /** Rows are as far apart as the plants; half a spacing stays free along the edge. */
  private capacityInternal(bed: Bed, spacing: number): number {
    return Math.floor(bed.width / spacing) * Math.floor(bed.length / spacing);
  }

  private cropsAtInternal(bed: Bed, week: number): string[] {
    return bed.plantings.filter(each => this.overlapsInternal(each, week, week + 1)).map(each => each.crop);
  }

  private overlapsInternal(planting: Planting, from: number, until: number): boolean {
    return this.weekInternal(planting.year, planting.week) < until && this.ripeInternal(planting) > from;
  }

  private ripeInternal(planting: Planting): number {
    return this.weekInternal(planting.year, planting.week) + this.cropInternal(planting.crop).weeksToHarvest;
  }

  private weekInternal(year: number, week: number): number {
    return year * 52 + week;
  }

  private cropInternal(name: string): Crop {
    const crop = this.crops.get(name);
    if (!crop) {
      throw new Error(`nothing is known about ${name}; call learn(crop) first`);
    }
    return crop;
  }

  private bedInternal(name: string): Bed {
    const bed = this.beds.get(name);
    if (!bed) {
      throw new Error(`the garden has no bed ${name}`);
    }
    return bed;
  }
}
