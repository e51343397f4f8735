export interface ClinicQueueModel {
  uuid: string;
  waiting: any[];
  rooms: any;
}
