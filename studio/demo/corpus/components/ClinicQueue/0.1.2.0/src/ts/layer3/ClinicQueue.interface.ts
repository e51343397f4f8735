export interface ClinicQueue {
  arrive(name: string, urgent?: boolean): number;
  callNext(room: string): any;
  finish(room: string): void;
}
