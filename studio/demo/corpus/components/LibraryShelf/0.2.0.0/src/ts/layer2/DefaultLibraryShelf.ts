import type { Book } from '../layer3/Book.interface.js';
import type { LibraryShelf } from '../layer3/LibraryShelf.interface.js';

const LOAN_DAYS = 28;
const FINE_PER_DAY = 0.2;

export function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * 24 * 60 * 60 * 1000);
}

export class DefaultLibraryShelf implements LibraryShelf {
  books: Book[];
  waiting: any = {};
  fines: any = {};
  private clock: any;

  constructor(books: Book[] = [], clock?: any) {
    this.books = books;
    this.clock = clock || (() => new Date());
    books.forEach(book => {
      if (book.due && book.due < this.clock()) {
        console.warn(book.barcode + ' is overdue, lent to ' + book.lentTo);
      }
    });
  }

  addBook(book: any): void {
    this.books.push(book);
  }

  lend(barcode: string, reader: string): boolean {
    const book = this.books.find(b => b.barcode === barcode);
    if (!book || book.lentTo || this.fines[reader] > 0) {
      console.error('cannot lend ' + barcode + ' to ' + reader);
      return false;
    }
    book.lentTo = reader;
    book.due = addDays(this.clock(), LOAN_DAYS);
    return true;
  }

  giveBack(barcode: string): number {
    const book: any = this.books.find(b => b.barcode === barcode);
    const late = Math.floor((this.clock() - book.due) / (24 * 60 * 60 * 1000));
    const fine = late > 0 ? late * FINE_PER_DAY : 0;
    this.fines[book.lentTo] = (this.fines[book.lentTo] || 0) + fine;
    delete book.lentTo;
    delete book.due;
    if (this.waiting[book.isbn]) {
      console.log('waiting: ' + this.waiting[book.isbn].shift());
    }
    return fine;
  }

  reserve(isbn: string, reader: string): void {
    this.waiting[isbn] = this.waiting[isbn] || [];
    this.waiting[isbn].push(reader);
  }

  search(text: string): any[] {
    const t = text.toLowerCase();
    return this.books.filter(b => b.name.toLowerCase().includes(t) || b.author.toLowerCase().includes(t));
  }
}
