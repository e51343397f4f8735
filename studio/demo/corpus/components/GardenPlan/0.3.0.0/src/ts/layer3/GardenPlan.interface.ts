import type { Bed, Crop, GardenPlanModel, Planting } from './GardenPlanModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** A bed for a crop, with what speaks against it. No objection means: sow. */
export interface Proposal {
  bed: string;
  plants: number;
  objections: string[];
}

/** Plans beds over the years: rotation, room, season, neighbours. */
export interface GardenPlan {
  readonly cropNames: string[];
  readonly bedNames: string[];

  init(scenario: Scenario<GardenPlanModel>): this;
  toScenario(): Scenario<GardenPlanModel>;

  learn(crop: Crop): this;
  lay(name: string, width: number, length: number, ...neighbours: string[]): this;
  plant(bed: string, planting: Planting): this;

  bed(name: string): Bed;
  propose(planting: Planting): Proposal[];
  growing(year: number, week: number): Map<string, string[]>;
  harvest(year: number, week: number): Planting[];
}
