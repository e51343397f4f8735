import type { AccountClass, JournalEntry, LedgerBookModel, LedgerLeg } from './LedgerBookModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** A double-entry ledger: every entry balances, nothing is deleted, mistakes are reversed. */
export interface LedgerBook {
  readonly currency: string;
  readonly entryCount: number;

  init(scenario: Scenario<LedgerBookModel>): this;
  toScenario(): Scenario<LedgerBookModel>;

  openAccount(number: string, title: string, accountClass: AccountClass): this;
  post(date: string, text: string, legs: LedgerLeg[]): this;
  transfer(date: string, text: string, from: string, to: string, cents: number): this;
  reverse(sequence: number, date: string): this;

  balance(number: string, until?: string): number;
  profit(from: string, until: string): number;
  statement(number: string): JournalEntry[];
}
