export interface SeatPlanner {
  invite(name: string): void;
  avoid(left: string, right: string): void;
  plan(): boolean;
  print(): void;
}
