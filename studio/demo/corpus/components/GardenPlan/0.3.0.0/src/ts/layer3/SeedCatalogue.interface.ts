import type { Crop } from './GardenPlanModel.interface.js';

/** Knows crops by name. */
export interface SeedCatalogue {
  crop(name: string): Promise<Crop | null>;
}
