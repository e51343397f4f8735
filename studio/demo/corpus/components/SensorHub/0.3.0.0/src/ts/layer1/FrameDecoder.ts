import type { RawSample } from '../layer3/RawFeed.interface.js';

/**
 * Cuts the byte stream of the sensor bus into samples. A frame is `0xA5`, sensor number, a signed
 * 16-bit value (big endian, hundredths) and the sum of the three bytes before it, modulo 256.
 */
export class FrameDecoder {
  private static readonly START = 0xa5;
  private static readonly LENGTH = 5;
  private rest: Buffer = Buffer.alloc(0);
  private damaged = 0;

  constructor() {
    this.damaged = 0;
  }

  /** Forgets what is half received, as after a reconnect. */
  init(): this {
    this.rest = Buffer.alloc(0);
    this.damaged = 0;
    return this;
  }

  get damagedFrames(): number {
    return this.damaged;
  }

  /** Complete frames of what has arrived so far; an incomplete one waits for the next chunk. */
  decode(chunk: Buffer): RawSample[] {
    this.rest = Buffer.concat([this.rest, chunk]);
    const samples: RawSample[] = [];
    for (let start = this.startInternal(); start >= 0; start = this.startInternal()) {
      this.rest = this.rest.subarray(start);
      if (this.rest.length < FrameDecoder.LENGTH) {
        break;
      }
      if (this.soundInternal()) {
        samples.push({ sensor: `S${this.rest[1]}`, raw: this.rest.readInt16BE(2) / 100 });
        this.rest = this.rest.subarray(FrameDecoder.LENGTH);
      } else {
        this.damaged += 1;
        this.rest = this.rest.subarray(1);
      }
    }
    return samples;
  }

  private startInternal(): number {
    return this.rest.indexOf(FrameDecoder.START);
  }

  private soundInternal(): boolean {
    const sum = this.rest[1] + this.rest[2] + this.rest[3];
    return sum % 256 === this.rest[4];
  }
}
