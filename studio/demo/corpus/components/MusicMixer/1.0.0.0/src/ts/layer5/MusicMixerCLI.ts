import { DefaultMusicMixer } from '../layer2/DefaultMusicMixer.js';

export class MusicMixerCLI {
  public mixer: DefaultMusicMixer;

  constructor(args: string[]) {
    this.mixer = new DefaultMusicMixer(args[0]);
    for (const setting of args.slice(1)) {
      const [name, volume] = setting.split('=');
      this.mixer.setVolume(name, Number(volume));
    }
    this.mixer.mix();
    if (this.mixer.clipped > 0) {
      console.error('clipped samples: ' + this.mixer.clipped);
    }
  }
}
