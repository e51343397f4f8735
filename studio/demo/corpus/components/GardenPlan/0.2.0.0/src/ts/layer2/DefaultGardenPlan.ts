import { randomUUID } from 'node:crypto';
import type { GardenPlan } from '../layer3/GardenPlan.interface.js';
import type { Bed, GardenPlanModel, Planting } from '../layer3/GardenPlanModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** Beds and what follows what. Crops bring their plant family with them; there is no table in here any more. */
export class DefaultGardenPlan implements GardenPlan {
  private model: GardenPlanModel;
  public owner = '';

  constructor() {
    this.model = { uuid: randomUUID(), pauseYears: 3, beds: [] };
  }

  init(scenario: Scenario<GardenPlanModel>): this {
    this.model = scenario.model;
    this.owner = scenario.owner;
    return this;
  }

  toScenario(): Scenario<GardenPlanModel> {
    const ior = { uuid: this.model.uuid, component: 'GardenPlan', version: '0.2.0.0' };
    return { ior, owner: this.owner, model: this.model };
  }

  addBed(name: string, width: number, length: number): this {
    this.model.beds.push({ name, width, length, history: [] });
    return this;
  }

  plant(bed: string, planting: Planting): this {
    const target = this.bedInternal(bed);
    if (!this.restedInternal(target, planting.family, planting.year)) {
      throw new Error(planting.crop + ' comes too early in bed ' + bed);
    }
    target.history.push(planting);
    return this;
  }

  where(family: string, year: number): string[] {
    return this.model.beds.filter(bed => this.restedInternal(bed, family, year)).map(bed => bed.name);
  }

  count(bed: string, spacing: any): number {
    const { width, length } = this.bedInternal(bed);
    return Math.floor(width / spacing) * Math.floor(length / spacing);
  }

  print(): void {
    this.model.beds.forEach(bed => console.log(bed.name, bed.history));
  }

  private restedInternal(bed: Bed, family: string, year: number): boolean {
    return bed.history.every(past => past.family !== family || year - past.year > this.model.pauseYears);
  }

  private bedInternal(name: string): Bed {
    const bed = this.model.beds.find(candidate => candidate.name === name);
    if (!bed) {
      throw new Error('no bed ' + name);
    }
    return bed;
  }
}
