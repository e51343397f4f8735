import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Announcement, OperationsFeed } from '../layer3/OperationsFeed.interface.js';

/** Announcements as lines of a stream: `delay RE5 12`, `track RE5 4b`, `cancel RE5`. */
export class LineFeed implements OperationsFeed {
  private input: Readable | null;

  constructor() {
    this.input = null;
  }

  init(input: Readable): this {
    this.input = input;
    return this;
  }

  async *announcements(): AsyncIterable<Announcement> {
    if (!this.input) {
      throw new Error('a line feed needs a stream: call init(input) first');
    }
    for await (const line of createInterface({ input: this.input })) {
      if (line.trim() !== '') {
        yield this.announcementInternal(line.trim());
      }
    }
  }

  private announcementInternal(line: string): Announcement {
    const [verb, number, value] = line.split(/\s+/);
    if (verb === 'delay' && number && /^-?\d+$/.test(value ?? '')) {
      return { kind: 'delayed', number, minutes: Number(value) };
    }
    if (verb === 'track' && number && value) {
      return { kind: 'moved', number, track: value };
    }
    if (verb === 'cancel' && number) {
      return { kind: 'cancelled', number };
    }
    throw new Error(`no announcement: '${line}'`);
  }
}
