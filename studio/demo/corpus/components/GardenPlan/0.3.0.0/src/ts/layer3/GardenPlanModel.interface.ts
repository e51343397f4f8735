/** How much a crop takes out of the soil. Legumes feed it instead. */
export type Appetite = 'feeder' | 'strong' | 'medium' | 'light';

/** A crop as the gardener knows it. Weeks are calendar weeks, spacing in centimetres. */
export interface Crop {
  name: string;
  family: string;
  appetite: Appetite;
  spacing: number;
  sowWeeks: [first: number, last: number];
  weeksToHarvest: number;
  dislikes: string[];
}

/** A crop in a bed, from its sowing week until it is harvested. */
export interface Planting {
  crop: string;
  year: number;
  week: number;
}

export interface Bed {
  name: string;
  width: number;
  length: number;
  neighbours: string[];
  plantings: Planting[];
}

export interface GardenPlanModel {
  uuid: string;
  pauseYears: number;
  crops: Crop[];
  beds: Bed[];
}
