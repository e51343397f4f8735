import { readFile, rename, writeFile } from 'node:fs/promises';
import type { JournalSink } from '../layer3/JournalSink.interface.js';
import type { JournalEntry } from '../layer3/LedgerBookModel.interface.js';

/** A journal as the accountant's spreadsheet wants it: one line per leg, amounts with a decimal point. */
export class CsvJournalFile implements JournalSink {
  private static readonly HEADER = 'sequence,date,account,amount,text';
  private path = 'journal.csv';

  constructor() {}

  init(path: string): this {
    this.path = path;
    return this;
  }

  /** Rewrites the file beside the old one and swaps them, so that a crash never leaves half a journal. */
  async write(entries: readonly JournalEntry[]): Promise<this> {
    const known = await this.linesInternal();
    const written = new Set(known.map(line => Number(line.split(',')[0])));
    const fresh = entries.filter(entry => !written.has(entry.sequence)).flatMap(entry => this.formatInternal(entry));
    const draft = `${this.path}.draft`;
    await writeFile(draft, [CsvJournalFile.HEADER, ...known, ...fresh, ''].join('\n'), 'utf8');
    await rename(draft, this.path);
    return this;
  }

  private formatInternal(entry: JournalEntry): string[] {
    const text = `"${entry.text.replaceAll('"', '""')}"`;
    return entry.legs.map(({ account, cents }) => {
      return [entry.sequence, entry.date, account, (cents / 100).toFixed(2), text].join(',');
    });
  }

  private async linesInternal(): Promise<string[]> {
    const content = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') {
        throw error;
      }
      return '';
    });
    return content.split('\n').slice(1).filter(line => line !== '');
  }
}
