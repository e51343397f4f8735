/** A straight change of a track's gain from one point in time to another, in seconds of the song. */
export interface Fade {
  fromSecond: number;
  toSecond: number;
  fromDb: number;
  toDb: number;
}

export interface Track {
  name: string;
  /** Fader position in decibels; 0 leaves the level as it is. */
  gainDb: number;
  /** -1 is hard left, 0 the middle, 1 hard right. */
  pan: number;
  muted: boolean;
  solo: boolean;
  startSecond: number;
  fades: Fade[];
}

export interface MusicMixerModel {
  uuid: string;
  title: string;
  sampleRate: number;
  beatsPerMinute: number;
  /** Level of the limiter, 0 to 1 of full scale. */
  ceiling: number;
  tracks: Track[];
}
