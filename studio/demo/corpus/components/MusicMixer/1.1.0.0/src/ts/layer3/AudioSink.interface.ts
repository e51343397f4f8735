import type { StereoBlock } from './MusicMixer.interface.js';

/** Takes finished audio block by block: a file, a sound card, a meter. */
export interface AudioSink {
  write(block: StereoBlock): Promise<this>;
  close(): Promise<void>;
}
