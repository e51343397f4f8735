import { readFileSync, writeFileSync } from 'fs';
import { DefaultLedgerBook } from '../layer2/DefaultLedgerBook.js';

export class LedgerBookCLI {
  book: DefaultLedgerBook;
  file: string;

  constructor(file: string) {
    this.file = file;
    this.book = new DefaultLedgerBook('EUR', 'small-business');
    try {
      this.book.load(JSON.parse(readFileSync(file, 'utf8')));
    } catch (e) {
      // first run
    }
  }

  run(args: any) {
    if (args[0] === 'transfer') {
      this.book.transfer(args[1], args.slice(5).join(' '), args[2], args[3], parseFloat(args[4]));
      writeFileSync(this.file, JSON.stringify(this.book.save()));
    } else if (args[0] === 'balance') {
      console.log(this.book.balance(args[1]));
    } else {
      console.log('usage: ledgerbook transfer|balance');
    }
  }
}
