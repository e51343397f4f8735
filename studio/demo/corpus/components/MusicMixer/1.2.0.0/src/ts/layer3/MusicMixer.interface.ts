import type { MusicMixerModel, Track } from './MusicMixerModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** Left and right samples, each -1 to 1, of equal length. */
export interface StereoBlock {
  left: Float32Array;
  right: Float32Array;
}

/** Mono samples of each track by name, from the track's own beginning. */
export type TrackAudio = ReadonlyMap<string, Float32Array>;

/** Mixes mono tracks to stereo: gain, pan, mute, solo, fades and a limiter at the end. */
export interface MusicMixer {
  readonly audible: string[];
  readonly secondsPerBeat: number;

  init(scenario: Scenario<MusicMixerModel>): this;
  toScenario(): Scenario<MusicMixerModel>;

  addTrack(name: string, startBeat?: number): this;
  gain(name: string, decibels: number): this;
  pan(name: string, position: number): this;
  mute(name: string, muted: boolean): this;
  solo(name: string, solo: boolean): this;
  fade(name: string, fromBeat: number, toBeat: number, toDb: number): this;

  track(name: string): Readonly<Track>;
  gainAt(name: string, second: number): number;
  mix(audio: TrackAudio, fromSecond: number, seconds: number): StereoBlock;
}
