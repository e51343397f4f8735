import type { JournalEntry } from './LedgerBookModel.interface.js';

/** Takes journal entries out of the process: a file, an archive, a tax office. */
export interface JournalSink {
  /** Completes when the entries are safely stored. Writing the same sequence twice must do no harm. */
  write(entries: readonly JournalEntry[]): Promise<this>;
}
