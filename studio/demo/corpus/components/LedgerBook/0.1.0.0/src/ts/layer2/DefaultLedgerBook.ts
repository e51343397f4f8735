import { LedgerBook } from '../layer3/LedgerBook.interface.js';
import { LedgerBookModel } from '../layer3/LedgerBookModel.interface.js';

export function sumOf(legs: any[]): number {
  let sum = 0;
  for (const leg of legs) {
    sum += leg.amount;
  }
  return sum;
}

export class DefaultLedgerBook implements LedgerBook {
  public accounts: any = {};
  public journal: any[] = [];
  public currency: string;

  constructor(currency?: string, preset?: string) {
    this.currency = currency || 'EUR';
    if (preset === 'small-business') {
      this.openAccount('1000', 'Bank', 'asset');
      this.openAccount('4000', 'Sales', 'income');
      this.openAccount('6000', 'Costs', 'expense');
    }
  }

  openAccount(number: string, title: string, type: string): void {
    if (this.accounts[number]) {
      console.error('Account exists: ' + number);
      return;
    }
    this.accounts[number] = { title: title, type: type };
  }

  post(date: string, text: string, legs: any[]): void {
    if (Math.abs(sumOf(legs)) > 0.005) {
      console.error('Entry does not balance: ' + text);
      return;
    }
    this.journal.push({ date: date, text: text, legs: legs });
  }

  transfer(date: string, text: string, from: string, to: string, amount: number): void {
    this.post(date, text, [
      { account: to, amount: amount },
      { account: from, amount: -amount },
    ]);
  }

  remove(index: number): void {
    this.journal.splice(index, 1);
  }

  balance(number: string): number {
    let total = 0;
    for (const entry of this.journal) {
      for (const leg of entry.legs) {
        if (leg.account === number) {
          total += leg.amount;
        }
      }
    }
    const type = this.accounts[number].type;
    return type === 'asset' || type === 'expense' ? total : -total;
  }

  profit(): number {
    let profit = 0;
    for (const number in this.accounts) {
      if (this.accounts[number].type === 'income') profit += this.balance(number);
      if (this.accounts[number].type === 'expense') profit -= this.balance(number);
    }
    return profit;
  }

  save(): LedgerBookModel {
    return { accounts: this.accounts, journal: this.journal, currency: this.currency };
  }

  load(model: LedgerBookModel): void {
    this.accounts = model.accounts;
    this.journal = model.journal;
    this.currency = model.currency;
  }
}
