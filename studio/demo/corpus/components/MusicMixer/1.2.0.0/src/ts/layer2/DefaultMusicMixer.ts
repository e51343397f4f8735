import { randomUUID } from 'node:crypto';
import type { MusicMixer, StereoBlock, TrackAudio } from '../layer3/MusicMixer.interface.js';
import type { MusicMixerModel, Track } from '../layer3/MusicMixerModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

export class DefaultMusicMixer implements MusicMixer {
  /** Below this a track counts as silent. */
  private static readonly SILENCE_DB = -60;
  private static readonly LOUDEST_DB = 12;

  private model: MusicMixerModel;
  private owner: string;

  constructor() {
    this.model = { uuid: randomUUID(), title: '', sampleRate: 44_100, beatsPerMinute: 120, ceiling: 0.95, tracks: [] };
    this.owner = '';
  }

  init(scenario: Scenario<MusicMixerModel>): this {
    if (!(scenario.model.beatsPerMinute > 0) || !(scenario.model.sampleRate > 0)) {
      throw new RangeError(`'${scenario.model.title}' needs a tempo and a sample rate above zero`);
    }
    this.model = structuredClone(scenario.model);
    this.owner = scenario.owner;
    return this;
  }

  toScenario(): Scenario<MusicMixerModel> {
    return {
      ior: { uuid: this.model.uuid, component: 'MusicMixer', version: '1.2.0.0' },
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

  /** Moves the fader; values beyond its ends stop there, as on the desk. */
  gain(name: string, decibels: number): this {
    const { SILENCE_DB, LOUDEST_DB } = DefaultMusicMixer;
    this.trackInternal(name).gainDb = Math.min(LOUDEST_DB, Math.max(SILENCE_DB, decibels));
    return this;
  }

  pan(name: string, position: number): this {
    this.trackInternal(name).pan = Math.min(1, Math.max(-1, position));
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

  /** Begins at whatever gain the track has then. Fades of one track must not overlap. */
  fade(name: string, fromBeat: number, toBeat: number, toDb: number): this {
    const track = this.trackInternal(name);
    const fromSecond = fromBeat * this.secondsPerBeat;
    const toSecond = toBeat * this.secondsPerBeat;
    if (toSecond <= fromSecond) {
      throw new RangeError(`a fade from beat ${fromBeat} to beat ${toBeat} takes no time`);
    }
    if (track.fades.some(other => other.fromSecond < toSecond && fromSecond < other.toSecond)) {
      throw new Error(`${name} is fading already between beats ${fromBeat} and ${toBeat}`);
    }
    track.fades.push({ fromSecond, toSecond, fromDb: this.gainAt(name, fromSecond), toDb });
    track.fades.sort((a, b) => a.fromSecond - b.fromSecond);
    return this;
  }

  track(name: string): Readonly<Track> {
    return structuredClone(this.trackInternal(name));
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

  /** Constant-power panning: in the middle each side gets 0.707, so that a moving sound keeps its loudness. */
  private addInternal(track: Track, samples: Float32Array, fromSecond: number, block: StereoBlock): void {
    const angle = ((track.pan + 1) * Math.PI) / 4;
    const offset = Math.round((fromSecond - track.startSecond) * this.model.sampleRate);
    for (let frame = Math.max(0, -offset); frame < block.left.length && frame + offset < samples.length; frame++) {
      const decibels = this.gainAt(track.name, fromSecond + frame / this.model.sampleRate);
      if (decibels > DefaultMusicMixer.SILENCE_DB) {
        const sample = samples[frame + offset] * 10 ** (decibels / 20);
        block.left[frame] += sample * Math.cos(angle);
        block.right[frame] += sample * Math.sin(angle);
      }
    }
  }

  /** Turns the whole block down when its peak is above the ceiling; both sides alike, to keep the image. */
  private limitInternal(block: StereoBlock): StereoBlock {
    const peaks = [block.left, block.right].map(side => side.reduce((max, s) => Math.max(max, Math.abs(s)), 0));
    const factor = this.model.ceiling / Math.max(...peaks, this.model.ceiling);
    return { left: block.left.map(s => s * factor), right: block.right.map(s => s * factor) };
  }

  private trackInternal(name: string): Track {
    const found = this.model.tracks.find(track => track.name === name);
    if (!found) {
      throw new Error(`no track '${name}'`);
    }
    return found;
  }
}
