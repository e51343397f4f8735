/** Where an account stands in the accounting equation; it decides which side increases it. */
export type AccountClass = 'asset' | 'liability' | 'equity' | 'income' | 'expense';

/** A line of the chart of accounts. `number` is unique, `closed` accounts take no further postings. */
export interface LedgerAccount {
  number: string;
  title: string;
  class: AccountClass;
  closed: boolean;
}

/** One leg of an entry, in cents. Positive amounts debit the account, negative amounts credit it. */
export interface LedgerLeg {
  account: string;
  cents: number;
}

/** A balanced set of legs. `reverses` names the entry this one cancels, 0 for none. */
export interface JournalEntry {
  sequence: number;
  date: string;
  text: string;
  legs: LedgerLeg[];
  reverses: number;
}

/** Everything one ledger knows. Entries dated up to `closedThrough` (YYYY-MM-DD) are final. */
export interface LedgerBookModel {
  uuid: string;
  currency: string;
  closedThrough: string;
  accounts: LedgerAccount[];
  journal: JournalEntry[];
}
