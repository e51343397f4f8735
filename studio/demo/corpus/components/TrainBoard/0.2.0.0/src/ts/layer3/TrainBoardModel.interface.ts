/** `time` is the planned departure, `HH:MM`. `delay` is in minutes, `track` empty while it is not known. */
export interface Departure {
  number: string;
  time: string;
  destination: string;
  track: string;
  delay: number;
}

export interface TrainBoardModel {
  uuid: string;
  station: string;
  departures: Departure[];
}
