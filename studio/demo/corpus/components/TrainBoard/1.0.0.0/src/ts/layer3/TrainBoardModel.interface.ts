/** One train on one day of operation. Times are minutes after midnight and pass 1440 for trains after midnight. */
export interface Departure {
  number: string;
  plannedMinute: number;
  destination: string;
  via: string[];
  track: string;
  plannedTrack: string;
  delayMinutes: number;
  cancelled: boolean;
}

/** `holdMinutes` is how long a train that has left stays on the board, for those who run. */
export interface TrainBoardModel {
  uuid: string;
  station: string;
  rows: number;
  holdMinutes: number;
  departures: Departure[];
}
