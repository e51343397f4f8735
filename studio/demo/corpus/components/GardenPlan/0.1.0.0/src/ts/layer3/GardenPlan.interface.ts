export interface GardenPlan {
  beds: any;
  plant(bed: string, crop: string, year: number): boolean;
  print(): void;
}
