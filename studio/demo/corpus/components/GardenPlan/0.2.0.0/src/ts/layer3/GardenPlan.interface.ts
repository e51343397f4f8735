import type { GardenPlanModel, Planting } from './GardenPlanModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

export interface GardenPlan {
  init(scenario: Scenario<GardenPlanModel>): this;
  toScenario(): Scenario<GardenPlanModel>;
  addBed(name: string, width: number, length: number): this;
  plant(bed: string, planting: Planting): this;
  where(family: string, year: number): string[];
}
