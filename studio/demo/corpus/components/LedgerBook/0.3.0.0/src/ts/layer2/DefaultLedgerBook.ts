import { randomUUID } from 'node:crypto';
import type { LedgerBook } from '../layer3/LedgerBook.interface.js';
import type {
  AccountClass, JournalEntry, LedgerAccount, LedgerBookModel, LedgerLeg,
} from '../layer3/LedgerBookModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** A ledger in memory. Amounts are whole cents throughout, so sums are exact. */
export class DefaultLedgerBook implements LedgerBook {
  private model: LedgerBookModel;
  private owner: string = '';

  constructor() {
    this.model = { uuid: randomUUID(), currency: 'EUR', closedThrough: '', accounts: [], journal: [] };
  }

  /** Takes over a ledger. An unbalanced journal is refused as a whole: half a ledger is worse than none. */
  init(scenario: Scenario<LedgerBookModel>): this {
    const broken = scenario.model.journal.find(entry => this.imbalanceInternal(entry.legs) !== 0);
    if (broken) {
      throw new Error(`entry ${broken.sequence} of ledger ${scenario.ior.uuid} does not balance`);
    }
    this.owner = scenario.owner;
    this.model = structuredClone(scenario.model);
    return this;
  }

  toScenario(): Scenario<LedgerBookModel> {
    return {
      ior: { uuid: this.model.uuid, component: 'LedgerBook', version: '0.3.0.0' },
      owner: this.owner,
      model: structuredClone(this.model),
    };
  }

  get currency(): string {
    return this.model.currency;
  }

  get entryCount(): number {
    return this.model.journal.length;
  }

  openAccount(number: string, title: string, accountClass: AccountClass): this {
    if (this.model.accounts.some(account => account.number === number)) {
      throw new Error(`account ${number} exists already`);
    }
    this.model.accounts.push({ number, title, class: accountClass, closed: false });
    this.model.accounts.sort((one, other) => one.number.localeCompare(other.number));
    return this;
  }

  /** Only an account that has been emptied may be closed. */
  closeAccount(number: string): this {
    const account = this.accountInternal(number);
    const rest = this.balance(number);
    if (rest !== 0) {
      throw new Error(`account ${number} still holds ${rest} cents`);
    }
    account.closed = true;
    return this;
  }

  /** Records an entry with at least two legs. The legs must cancel out and the date must lie in an open period. */
  post(date: string, text: string, legs: LedgerLeg[]): this {
    return this.recordInternal(date, text, legs, 0);
  }

  /** The everyday entry: credits one account and debits another by the same amount. */
  transfer(date: string, text: string, from: string, to: string, cents: number): this {
    if (cents <= 0) {
      throw new Error(`a transfer moves a positive amount, not ${cents}`);
    }
    return this.post(date, text, [{ account: to, cents }, { account: from, cents: -cents }]);
  }

  /** Cancels an entry by its mirror image. An entry can be reversed once, and a reversal not at all. */
  reverse(sequence: number, date: string): this {
    const entry = this.model.journal.find(candidate => candidate.sequence === sequence);
    if (!entry || entry.reverses !== 0) {
      throw new Error(`there is no entry ${sequence} to reverse`);
    }
    if (this.model.journal.some(other => other.reverses === sequence)) {
      throw new Error(`entry ${sequence} was reversed before`);
    }
    const mirrored = entry.legs.map(leg => ({ account: leg.account, cents: -leg.cents }));
    return this.recordInternal(date, `Reversal: ${entry.text}`, mirrored, sequence);
  }

  /** Seals all entries up to and including a day. Periods only ever close forwards. */
  closePeriod(through: string): this {
    if (through <= this.model.closedThrough) {
      throw new Error(`the books are closed through ${this.model.closedThrough} already`);
    }
    this.model.closedThrough = through;
    return this;
  }

  /** The balance in the account's own direction: what a person would call "what is on it". */
  balance(number: string, until = '9999-12-31'): number {
    const account = this.accountInternal(number);
    const debits = this.legsInternal(number, '', until).reduce((sum, leg) => sum + leg.cents, 0);
    return account.class === 'asset' || account.class === 'expense' ? debits : 0 - debits;
  }

  /** Income less expenses within the days given, both included. */
  profit(from: string, until: string): number {
    const results = this.model.accounts.filter(account => account.class === 'income' || account.class === 'expense');
    return results
      .flatMap(account => this.legsInternal(account.number, from, until))
      .reduce((sum, leg) => sum - leg.cents, 0);
  }

  /** Debit totals by account, credits negative; their sum is zero in a sound ledger. */
  trialBalance(): Map<string, number> {
    const totals = new Map<string, number>(this.model.accounts.map(account => [account.number, 0]));
    for (const leg of this.model.journal.flatMap(entry => entry.legs)) {
      totals.set(leg.account, (totals.get(leg.account) ?? 0) + leg.cents);
    }
    return totals;
  }

  statement(number: string): JournalEntry[] {
    this.accountInternal(number);
    const touching = this.model.journal.filter(entry => entry.legs.some(leg => leg.account === number));
    return structuredClone(touching).sort((one, other) => one.date.localeCompare(other.date));
  }

  private recordInternal(date: string, text: string, legs: LedgerLeg[], reverses: number): this {
    if (date <= this.model.closedThrough) {
      throw new Error(`${date} lies in a closed period (through ${this.model.closedThrough})`);
    }
    const imbalance = this.imbalanceInternal(legs);
    if (legs.length < 2 || imbalance !== 0) {
      throw new Error(`'${text}' does not balance: ${legs.length} legs, ${imbalance} cents left over`);
    }
    const closed = legs.map(leg => this.accountInternal(leg.account)).find(account => account.closed);
    if (closed) {
      throw new Error(`account ${closed.number} (${closed.title}) is closed`);
    }
    const sequence = (this.model.journal.at(-1)?.sequence ?? 0) + 1;
    this.model.journal.push({ sequence, date, text, legs: structuredClone(legs), reverses });
    return this;
  }

  private imbalanceInternal(legs: LedgerLeg[]): number {
    return legs.reduce((sum, leg) => sum + leg.cents, 0);
  }

  private legsInternal(number: string, from: string, until: string): LedgerLeg[] {
    return this.model.journal
      .filter(entry => entry.date >= from && entry.date <= until)
      .flatMap(entry => entry.legs.filter(leg => leg.account === number));
  }

  private accountInternal(number: string): LedgerAccount {
    const account = this.model.accounts.find(candidate => candidate.number === number);
    if (!account) {
      throw new Error(`the chart of accounts has no account ${number}`);
    }
    return account;
  }
}
