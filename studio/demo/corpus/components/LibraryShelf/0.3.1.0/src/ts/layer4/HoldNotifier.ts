import type { LibraryShelf } from '../layer3/LibraryShelf.interface.js';
import type { Hold } from '../layer3/LibraryShelfModel.interface.js';

/** Sends one message to one reader. */
export interface ReaderMail {
  send(reader: string, message: string): Promise<void>;
}

/** The nightly round: frees what was not fetched and writes to readers whose book is ready. */
export class HoldNotifier {
  private shelf: LibraryShelf | null = null;
  private mail: ReaderMail | null = null;
  private written: Set<string>;
  private running: Promise<this> | null = null;

  constructor() {
    this.written = new Set();
  }

  init(shelf: LibraryShelf, mail: ReaderMail): this {
    this.shelf = shelf;
    this.mail = mail;
    return this;
  }

  get noticesSent(): number {
    return this.written.size;
  }

  /** Starting a round while one is under way joins that round. */
  round(today: string): Promise<this> {
    this.running ??= this.roundInternal(today).finally(() => (this.running = null));
    return this.running;
  }

  private async roundInternal(today: string): Promise<this> {
    if (!this.shelf || !this.mail) {
      throw new Error('HoldNotifier.init(shelf, mail) comes first');
    }
    const ready = this.shelf.releaseExpiredHolds(today).holds.filter(hold => hold.keptUntil !== '');
    for (const hold of ready.filter(each => !this.written.has(this.keyInternal(each)))) {
      await this.mail.send(hold.reader, `${hold.isbn} is kept for you until ${hold.keptUntil}.`);
      this.written.add(this.keyInternal(hold));
    }
    return this;
  }

  private keyInternal(hold: Hold): string {
    return `${hold.isbn}/${hold.reader}/${hold.keptUntil}`;
  }
}
