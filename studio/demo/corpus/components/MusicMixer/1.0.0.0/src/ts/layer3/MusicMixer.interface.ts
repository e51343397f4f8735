import type { MusicMixerModel } from './MusicMixerModel.interface.js';

export interface MusicMixer {
  model: MusicMixerModel;
  addTrack(name: string, samples: number[]): any;
  setVolume(name: string, volume: number): void;
  mix(): number[];
}
