import type { AudioSink } from '../layer3/AudioSink.interface.js';
import type { MusicMixer, TrackAudio } from '../layer3/MusicMixer.interface.js';

/** Renders a song to a sink in short blocks ("bounces" it), can be stopped between two of them. */
export class Bounce {
  private mixer: MusicMixer | null;
  private sink: AudioSink | null;
  private blockSeconds: number;
  private rendered: number;

  constructor() {
    this.mixer = null;
    this.sink = null;
    this.blockSeconds = 1;
    this.rendered = 0;
  }

  init(mixer: MusicMixer, sink: AudioSink, blockSeconds: number): this {
    if (!(blockSeconds > 0)) {
      throw new RangeError('a block must last longer than nothing');
    }
    this.mixer = mixer;
    this.sink = sink;
    this.blockSeconds = blockSeconds;
    return this;
  }

  get renderedSeconds(): number {
    return this.rendered;
  }

  /** Completes when the sink is closed, which happens after a stop and after a failure too. */
  async run(audio: TrackAudio, seconds: number, signal?: AbortSignal): Promise<this> {
    if (!this.mixer || !this.sink) {
      throw new Error('Bounce needs init(mixer, sink, blockSeconds) first');
    }
    this.rendered = 0;
    try {
      while (this.rendered < seconds && !signal?.aborted) {
        const length = Math.min(this.blockSeconds, seconds - this.rendered);
        await this.sink.write(this.mixer.mix(audio, this.rendered, length));
        this.rendered += length;
      }
    } finally {
      await this.sink.close();
    }
    return this;
  }
}
