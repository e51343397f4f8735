/** Where an account stands in the accounting equation; it decides which side increases it. */
export type AccountClass = 'asset' | 'liability' | 'equity' | 'income' | 'expense';

/** A line of the chart of accounts. `number` is unique. */
export interface LedgerAccount {
  number: string;
  title: string;
  class: AccountClass;
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

/** Everything one ledger knows. */
export interface LedgerBookModel {
  uuid: string;
  currency: string;
  accounts: LedgerAccount[];
  journal: JournalEntry[];
}
