import { open, type FileHandle } from 'node:fs/promises';
import type { AudioSink } from '../layer3/AudioSink.interface.js';
import type { StereoBlock } from '../layer3/MusicMixer.interface.js';

/** Writes 16-bit stereo PCM. The header carries the length, so it is written again when the file is closed. */
export class WavFileSink implements AudioSink {
  private static readonly HEADER_BYTES = 44;
  private static readonly FRAME_BYTES = 4;

  public path: string;
  public sampleRate: number;
  private file: FileHandle | null = null;
  private dataBytes = 0;

  constructor(path: string, sampleRate: number = 44_100) {
    this.path = path.endsWith('.wav') ? path : `${path}.wav`;
    this.sampleRate = sampleRate;
  }

  async write(block: StereoBlock): Promise<this> {
    this.file ??= await open(this.path, 'w');
    const bytes = this.encode(block);
    await this.file.write(bytes, 0, bytes.length, WavFileSink.HEADER_BYTES + this.dataBytes);
    this.dataBytes += bytes.length;
    return this;
  }

  async close(): Promise<void> {
    if (this.file) {
      await this.file.write(this.header(), 0, WavFileSink.HEADER_BYTES, 0);
      await this.file.close();
      this.file = null;
    }
  }

  encode({ left, right }: StereoBlock): Buffer {
    const bytes = Buffer.alloc(left.length * WavFileSink.FRAME_BYTES);
    left.forEach((sample, frame) => {
      bytes.writeInt16LE(this.integerInternal(sample), frame * WavFileSink.FRAME_BYTES);
      bytes.writeInt16LE(this.integerInternal(right[frame]), frame * WavFileSink.FRAME_BYTES + 2);
    });
    return bytes;
  }

  header(): Buffer {
    const header = Buffer.alloc(WavFileSink.HEADER_BYTES);
    header.write('RIFF', 0);
    header.writeUInt32LE(WavFileSink.HEADER_BYTES - 8 + this.dataBytes, 4);
    header.write('WAVEfmt ', 8);
    header.writeUInt32LE(16, 16);
    header.writeUInt16LE(1, 20);
    header.writeUInt16LE(2, 22);
    header.writeUInt32LE(this.sampleRate, 24);
    header.writeUInt32LE(this.sampleRate * WavFileSink.FRAME_BYTES, 28);
    header.writeUInt16LE(WavFileSink.FRAME_BYTES, 32);
    header.writeUInt16LE(16, 34);
    header.write('data', 36);
    header.writeUInt32LE(this.dataBytes, 40);
    return header;
  }

  private integerInternal(sample: number): number {
    return Math.round(Math.min(1, Math.max(-1, sample)) * 32_767);
  }
}
