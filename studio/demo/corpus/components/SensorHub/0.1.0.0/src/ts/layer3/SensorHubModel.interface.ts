export interface SensorHubModel {
  site: string;
  sensors: { [id: string]: any };
}
