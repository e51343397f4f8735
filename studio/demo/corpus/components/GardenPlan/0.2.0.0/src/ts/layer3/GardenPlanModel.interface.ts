export interface Planting {
  crop: string;
  family: string;
  year: number;
}

/** A bed with what grew in it. Lengths in centimetres. */
export interface Bed {
  name: string;
  width: number;
  length: number;
  history: Planting[];
}

export interface GardenPlanModel {
  uuid: string;
  pauseYears: number;
  beds: Bed[];
}
