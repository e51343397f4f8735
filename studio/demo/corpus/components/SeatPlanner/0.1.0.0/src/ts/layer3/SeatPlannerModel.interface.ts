export interface SeatPlannerModel {
  uuid: string;
  guests: string[];
  tables: any;
  enemies: any[];
}
