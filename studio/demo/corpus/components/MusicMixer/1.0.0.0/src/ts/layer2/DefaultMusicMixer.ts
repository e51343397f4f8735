import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { MusicMixer } from '../layer3/MusicMixer.interface.js';
import type { MusicMixerModel } from '../layer3/MusicMixerModel.interface.js';

export class DefaultMusicMixer implements MusicMixer {
  model: MusicMixerModel;
  public clipped = 0;

  constructor(folder?: string) {
    this.model = { uuid: randomUUID(), tracks: [], master: 1 };
    if (folder) {
      for (const file of readdirSync(folder)) {
        if (file.endsWith('.raw')) {
          const bytes = readFileSync(folder + '/' + file);
          this.addTrack(file, toSamples(bytes));
        }
      }
      console.log(this.model.tracks.length + ' tracks loaded');
    }
  }

  addTrack(name: string, samples: number[]): any {
    const track = { name: name, samples: samples, volume: 1, muted: false };
    this.model.tracks.push(track);
    return track;
  }

  setVolume(name: string, volume: number): void {
    const track = this._get(name);
    if (!track) {
      console.error('no track ' + name);
      return;
    }
    track.volume = volume;
  }

  mix(): number[] {
    const length = Math.max(...this.model.tracks.map((t: any) => t.samples.length));
    const result: number[] = [];
    for (let i = 0; i < length; i++) {
      let sum = 0;
      for (const track of this.model.tracks) {
        if (!track.muted) {
          sum += (track.samples[i] || 0) * track.volume;
        }
      }
      sum = sum * this.model.master;
      if (Math.abs(sum) > 1) {
        this.clipped++;
        sum = sum > 0 ? 1 : -1;
      }
      result.push(sum);
    }
    return result;
  }

  _get(name: string): any {
    return this.model.tracks.find((t: any) => t.name === name);
  }
}

export function toSamples(bytes: any): number[] {
  const samples: number[] = [];
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    samples.push(bytes.readInt16LE(i) / 32768);
  }
  return samples;
}
