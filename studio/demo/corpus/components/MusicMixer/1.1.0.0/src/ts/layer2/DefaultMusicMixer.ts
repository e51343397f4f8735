import { randomUUID } from 'node:crypto';
import type { MusicMixer, StereoBlock, TrackAudio } from '../layer3/MusicMixer.interface.js';
import type { MusicMixerModel, Track } from '../layer3/MusicMixerModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

export class DefaultMusicMixer implements MusicMixer {
  public static silence = -60;

  private model: MusicMixerModel;
  private owner: string;

  constructor() {
    this.model = { uuid: randomUUID(), title: '', sampleRate: 44_100, beatsPerMinute: 120, ceiling: 0.95, tracks: [] };
    this.owner = '';
  }

  init(scenario: Scenario<MusicMixerModel>): this {

    this.model = structuredClone(scenario.model);
    this.owner = scenario.owner;
    return this;
  }

  toScenario(): Scenario<MusicMixerModel> {
    return {
      ior: { uuid: this.model.uuid, component: 'MusicMixer', version: '1.1.0.0' },
      owner: this.owner,
      model: structuredClone(this.model),
    };
  }

  get secondsPerBeat(): number {
    return 60 / this.model.beatsPerMinute;
  }

  /** Soloed tracks silence all others; mute wins over solo. */
  get audible(): string[] {
    const anySolo = this.model.tracks.some(track => track.solo);
    return this.model.tracks.filter(track => !track.muted && (track.solo || !anySolo)).map(track => track.name);
  }

  addTrack(name: string, startBeat = 0): this {
    if (this.model.tracks.some(track => track.name === name)) {
      throw new Error(`there is a track '${name}' already`);
    }
    this.model.tracks.push({
      name, gainDb: 0, pan: 0, muted: false, solo: false, startSecond: startBeat * this.secondsPerBeat, fades: [],
    });
    return this;
  }

  gain(name: string, decibels: number): this {
    this.trackInternal(name).gainDb = decibels;
    return this;
  }

  pan(name: string, position: number): this {
    if (position < -1 || position > 1) {
      console.error(`pan ${position} is out of range`);
      return this;
    }
    this.trackInternal(name).pan = position;
    return this;
  }

  mute(name: string, muted: boolean): this {
    this.trackInternal(name).muted = muted;
    return this;
  }

  solo(name: string, solo: boolean): this {
    this.trackInternal(name).solo = solo;
    return this;
  }

  fade(name: string, fromBeat: number, toBeat: number, toDb: number): this {
    const track = this.trackInternal(name);
    const fromSecond = fromBeat * this.secondsPerBeat;
    const toSecond = toBeat * this.secondsPerBeat;
    track.fades.push({ fromSecond, toSecond, fromDb: track.gainDb, toDb });
    return this;
  }

  track(name: string): Readonly<Track> {
    return this.trackInternal(name);
  }

  /** Gain in decibels at a moment: within a fade on the line between its ends, after it at its end. */
  gainAt(name: string, second: number): number {
    const track = this.trackInternal(name);
    const fade = track.fades.findLast(candidate => candidate.fromSecond <= second);
    if (!fade) {
      return track.gainDb;
    }
    const progress = Math.min(1, (second - fade.fromSecond) / (fade.toSecond - fade.fromSecond));
    return fade.fromDb + (fade.toDb - fade.fromDb) * progress;
  }

  mix(audio: TrackAudio, fromSecond: number, seconds: number): StereoBlock {
    const frames = Math.round(seconds * this.model.sampleRate);
    const block = { left: new Float32Array(frames), right: new Float32Array(frames) };
    for (const name of this.audible) {
      const samples = audio.get(name);
      if (!samples) {
        throw new Error(`no audio for the track '${name}'`);
      }
      this.addInternal(this.trackInternal(name), samples, fromSecond, block);
    }
    return this.limitInternal(block);
  }

  private addInternal(track: Track, samples: Float32Array, fromSecond: number, block: StereoBlock): void {
    const offset = Math.round((fromSecond - track.startSecond) * this.model.sampleRate);
    for (let frame = Math.max(0, -offset); frame < block.left.length && frame + offset < samples.length; frame++) {
      const decibels = this.gainAt(track.name, fromSecond + frame / this.model.sampleRate);
      if (decibels > DefaultMusicMixer.silence) {
        const sample = samples[frame + offset] * 10 ** (decibels / 20);
        block.left[frame] += (sample * (1 - track.pan)) / 2;
        block.right[frame] += (sample * (1 + track.pan)) / 2;
      }
    }
  }

  /** Cuts off what is above the ceiling. */
  private limitInternal(block: StereoBlock): StereoBlock {
    const { ceiling } = this.model;
    const cut = (sample: number) => Math.min(ceiling, Math.max(-ceiling, sample));
    return { left: block.left.map(cut), right: block.right.map(cut) };
  }

  private trackInternal(name: string): Track {
    const found = this.model.tracks.find(track => track.name === name);
    if (!found) {
      throw new Error(`no track '${name}'`);
    }
    return found;
  }
}
