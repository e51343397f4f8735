import { LedgerBookModel } from './LedgerBookModel.interface.js';

export interface LedgerBook {
  currency: string;
  openAccount(number: string, title: string, type: string): void;
  post(date: string, text: string, legs: any[]): void;
  transfer(date: string, text: string, from: string, to: string, amount: number): void;
  remove(index: number): void;
  balance(number: string): number;
  profit(): number;
  save(): LedgerBookModel;
  load(model: LedgerBookModel): void;
}
