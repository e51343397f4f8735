import { readFileSync, writeFileSync } from 'node:fs';
import { DefaultMusicMixer } from '../layer2/DefaultMusicMixer.js';
import type { MusicMixer } from '../layer3/MusicMixer.interface.js';
import type { MusicMixerModel } from '../layer3/MusicMixerModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** The desk by commands: `musicmixer song.json gain bass -3`, `musicmixer song.json fade bass 60 64 -60`. */
export class MusicMixerCLI {
  private mixer: MusicMixer;
  private session: string;

  constructor() {
    this.mixer = new DefaultMusicMixer();
    this.session = '';
  }

  static start([session, command, track, ...values]: string[]): MusicMixerCLI {
    return new MusicMixerCLI().init(session).execute(command, track, values.map(Number)).save();
  }

  init(session: string): this {
    this.session = session;
    this.mixer.init(JSON.parse(readFileSync(session, 'utf8')) as Scenario<MusicMixerModel>);
    return this;
  }

  execute(command: string, track: string, values: number[]): this {
    if (values.some(Number.isNaN)) {
      throw new Error(`${command} takes numbers after the track's name`);
    }
    switch (command) {
      case 'add':
        this.mixer.addTrack(track, values[0]);
        return this.show(track);
      case 'gain':
        this.mixer.gain(track, values[0]);
        return this.show(track);
      case 'pan':
        this.mixer.pan(track, values[0]);
        return this.show(track);
      case 'mute':
        this.mixer.mute(track, !this.mixer.track(track).muted);
        return this.show(track);
      case 'solo':
        this.mixer.solo(track, !this.mixer.track(track).solo);
        return this.show(track);
      case 'fade':
        this.mixer.fade(track, values[0], values[1], values[2]);
        return this.show(track);
      default:
        throw new Error(`'${command}' is none of add, gain, pan, mute, solo, fade`);
    }
  }

  /** One line of the desk: `bass  -3.0 dB  ----o-----  S  2 fades`. */
  show(name: string): this {
    const { gainDb, pan, muted, solo, fades } = this.mixer.track(name);
    const knob = [...'-----------'];
    knob[Math.round((pan + 1) * 5)] = 'o';
    const flags = `${muted ? 'M' : ''}${solo ? 'S' : ''}${this.mixer.audible.includes(name) ? '' : ' (silent)'}`;
    console.log(`${name}  ${gainDb.toFixed(1)} dB  ${knob.join('')}  ${flags}  ${fades.length} fades`);
    return this;
  }

  save(): this {
    writeFileSync(this.session, JSON.stringify(this.mixer.toScenario(), null, 2));
    return this;
  }
}
