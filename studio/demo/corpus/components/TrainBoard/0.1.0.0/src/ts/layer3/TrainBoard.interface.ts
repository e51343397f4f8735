export interface TrainBoard {
  trains: any[];
  add(train: any): void;
  show(): void;
}
