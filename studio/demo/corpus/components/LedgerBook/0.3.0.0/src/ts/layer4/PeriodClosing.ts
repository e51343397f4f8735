import type { JournalSink } from '../layer3/JournalSink.interface.js';
import type { LedgerBook } from '../layer3/LedgerBook.interface.js';

/** Closes a period in the right order: check the books, archive them, and only then seal the period. */
export class PeriodClosing {
  private ledger: LedgerBook | null = null;
  private archives: JournalSink[] = [];

  constructor() {}

  init(ledger: LedgerBook): this {
    this.ledger = ledger;
    return this;
  }

  archiveTo(sink: JournalSink): this {
    this.archives.push(sink);
    return this;
  }

  /** Rejects, with the ledger still open, when the books are unsound or any archive fails. */
  async close(through: string): Promise<this> {
    const ledger = this.ledgerInternal();
    const drift = [...ledger.trialBalance().values()].reduce((sum, cents) => sum + cents, 0);
    if (drift !== 0) {
      throw new Error(`the trial balance is off by ${drift} cents; the period stays open`);
    }
    const due = ledger.toScenario().model.journal.filter(entry => entry.date <= through);
    const outcomes = await Promise.allSettled(this.archives.map(sink => sink.write(due)));
    const failed = outcomes.filter(outcome => outcome.status === 'rejected');
    if (failed.length > 0) {
      throw new AggregateError(failed.map(outcome => outcome.reason), `${failed.length} archives failed`);
    }
    ledger.closePeriod(through);
    return this;
  }

  private ledgerInternal(): LedgerBook {
    if (!this.ledger) {
      throw new Error('PeriodClosing was not initialised with a ledger');
    }
    return this.ledger;
  }
}
