import { DefaultLedgerBook } from '../layer2/DefaultLedgerBook.js';
import type { LedgerBook } from '../layer3/LedgerBook.interface.js';
import type { LedgerBookModel } from '../layer3/LedgerBookModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** `ledgerbook transfer DATE FROM TO AMOUNT TEXT…` and friends; amounts in units, such as 12.50. */
export class LedgerBookCLI {
  private book: LedgerBook;
  private report: string[] = [];

  constructor() {
    this.book = new DefaultLedgerBook();
  }

  init(scenario: Scenario<LedgerBookModel>): this {
    this.book.init(scenario);
    return this;
  }

  get output(): string {
    return this.report.join('\n');
  }

  transfer(date: string, from: string, to: string, amount: string, ...words: string[]): this {
    this.book.transfer(date, words.join(' '), from, to, this.centsInternal(amount));
    return this.sayInternal(`${from} → ${to}: ${amount} ${this.book.currency}`);
  }

  balance(account: string, until?: string): this {
    return this.sayInternal(`${account}  ${this.moneyInternal(this.book.balance(account, until))}`);
  }

  trial(): this {
    for (const [account, cents] of this.book.trialBalance()) {
      this.sayInternal(`${account.padEnd(8)}${this.moneyInternal(cents).padStart(16)}`);
    }
    return this;
  }

  execute([command, ...rest]: string[]): this {
    switch (command) {
      case 'transfer':
        return this.transfer(rest[0], rest[1], rest[2], rest[3], ...rest.slice(4));
      case 'balance':
        return this.balance(rest[0], rest[1]);
      case 'trial':
        return this.trial();
      default:
        return this.sayInternal('ledgerbook transfer DATE FROM TO AMOUNT TEXT… | balance ACCOUNT [UNTIL] | trial');
    }
  }

  private centsInternal(amount: string): number {
    if (!/^\d+(\.\d{1,2})?$/.test(amount)) {
      throw new Error(`'${amount}' is not an amount such as 12.50`);
    }
    return Math.round(Number(amount) * 100);
  }

  private moneyInternal(cents: number): string {
    return `${(cents / 100).toFixed(2)} ${this.book.currency}`;
  }

  private sayInternal(line: string): this {
    this.report.push(line);
    return this;
  }
}
