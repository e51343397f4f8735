import { readFile } from 'node:fs/promises';
import type { GuestEntry, GuestList } from '../layer3/GuestList.interface.js';

/**
 * One party per line: `Smith: Ann, Bob*, Cleo`. A star marks a guest who cannot climb steps; a line without a colon
 * is a guest who comes alone. Everything after a # is a note.
 */
export class TextGuestList implements GuestList {
  private path: string;

  constructor() {
    this.path = 'guests.txt';
  }

  init(path: string): this {
    this.path = path;
    return this;
  }

  async entries(): Promise<GuestEntry[]> {
    const text = await readFile(this.path, 'utf8');
    return text.split('\n').flatMap(line => this.parse(line));
  }

  parse(line: string): GuestEntry[] {
    const content = line.replace(/#.*/, '').trim();
    if (content === '') {
      return [];
    }
    const [head, tail] = content.split(':', 2);
    if (tail === undefined) {
      const { name, needsAccess } = this.guestInternal(head);
      return [{ name, party: name, needsAccess }];
    }
    const guests = tail.split(',').filter(part => part.trim() !== '');
    if (guests.length === 0) {
      throw new Error(`the party '${head.trim()}' has no guests`);
    }
    return guests.map(part => ({ ...this.guestInternal(part), party: head.trim() }));
  }

  private guestInternal(part: string): { name: string; needsAccess: boolean } {
    const text = part.trim();
    return { name: text.replace(/\*$/, '').trim(), needsAccess: text.endsWith('*') };
  }
}
