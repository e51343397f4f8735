import { randomUUID } from 'node:crypto';
import type { LibraryShelf } from '../layer3/LibraryShelf.interface.js';
import type { Copy, Hold, LibraryShelfModel, Loan, Title } from '../layer3/LibraryShelfModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';
import { Day } from './Day.js';

/** Lends books by the branch's rules. Whoever waits for a title comes before whoever happens to stand there. */
export class DefaultLibraryShelf implements LibraryShelf {
  private model: LibraryShelfModel;
  private owner: string;

  constructor() {
    this.owner = '';
    this.model = {
      uuid: randomUUID(),
      branch: 'Main branch',
      rules: { loanDays: 28, maxLoans: 5, maxRenewals: 2, finePerDayCents: 20, keepDays: 7 },
      titles: [],
      copies: [],
      holds: [],
      fines: {},
    };
  }

  init(scenario: Scenario<LibraryShelfModel>): this {
    const orphan = scenario.model.copies.find(copy => !scenario.model.titles.some(title => title.isbn === copy.isbn));
    if (orphan) {
      throw new Error(`copy ${orphan.barcode} belongs to no title (${orphan.isbn})`);
    }
    this.owner = scenario.owner;
    this.model = structuredClone(scenario.model);
    return this;
  }

  toScenario(): Scenario<LibraryShelfModel> {
    const { uuid } = this.model;
    return {
      ior: { uuid, component: 'LibraryShelf', version: '0.3.1.0' },
      owner: this.owner,
      model: structuredClone(this.model),
    };
  }

  get branch(): string {
    return this.model.branch;
  }

  get holds(): Hold[] {
    return structuredClone(this.model.holds);
  }

  acquire(title: Title, ...barcodes: string[]): this {
    if (!this.model.titles.some(known => known.isbn === title.isbn)) {
      this.model.titles.push({ ...title, subjects: title.subjects.map(subject => subject.toLowerCase()) });
    }
    for (const barcode of barcodes) {
      if (this.model.copies.some(copy => copy.barcode === barcode)) {
        throw new Error(`barcode ${barcode} is in use`);
      }
      this.model.copies.push({ barcode, isbn: title.isbn, loan: null });
    }
    return this;
  }

  /** Lends a copy to a reader with no debts, room for another loan and nobody in front. */
  lend(barcode: string, reader: string, today: string): this {
    const copy = this.copyInternal(barcode);
    const { maxLoans, loanDays } = this.model.rules;
    if (this.finesOf(reader) > 0) {
      throw new Error(`${reader} owes ${this.finesOf(reader)} cents and cannot borrow`);
    }
    if (this.model.copies.filter(({ loan }) => loan?.reader === reader).length >= maxLoans) {
      throw new Error(`${reader} has ${maxLoans} books already`);
    }
    if (!this.available(copy.isbn, reader).includes(copy)) {
      throw new Error(copy.loan ? `${barcode} is lent to ${copy.loan.reader}` : `${barcode} is kept for another reader`);
    }
    copy.loan = { reader, lentOn: today, dueOn: new Day().init(today).plus(loanDays).iso, renewals: 0 };
    this.model.holds = this.model.holds.filter(hold => hold.isbn !== copy.isbn || hold.reader !== reader);
    return this;
  }

  /** A loan is renewed from its due day on, unless it is late or someone waits for the title. */
  renew(barcode: string, today: string): this {
    const { isbn } = this.copyInternal(barcode);
    const loan = this.loanInternal(barcode);
    if (loan.renewals >= this.model.rules.maxRenewals || loan.dueOn < today) {
      throw new Error(`${barcode} cannot be renewed: ${loan.dueOn < today ? 'it is overdue' : 'often enough'}`);
    }
    if (this.model.holds.some(hold => hold.isbn === isbn)) {
      throw new Error(`${barcode} cannot be renewed: another reader waits for it`);
    }
    loan.dueOn = new Day().init(loan.dueOn).plus(this.model.rules.loanDays).iso;
    loan.renewals += 1;
    return this;
  }

  /** Books the fine for a late return and lays the copy aside for the first reader in the queue. */
  takeBack(barcode: string, today: string): this {
    const copy = this.copyInternal(barcode);
    const { reader, dueOn } = this.loanInternal(barcode);
    const daysLate = Math.max(0, new Day().init(dueOn).daysUntil(today));
    if (daysLate > 0) {
      this.model.fines[reader] = this.finesOf(reader) + daysLate * this.model.rules.finePerDayCents;
    }
    copy.loan = null;
    return this.keepForNextInternal(copy.isbn, today);
  }

  reserve(isbn: string, reader: string, today: string): this {
    const lentAlready = this.model.copies.some(copy => copy.isbn === isbn && copy.loan?.reader === reader);
    if (lentAlready || this.model.holds.some(hold => hold.isbn === isbn && hold.reader === reader)) {
      throw new Error(`${reader} has or awaits ${isbn} already`);
    }
    if (this.available(isbn).length > 0) {
      throw new Error(`${isbn} is on the shelf; there is nothing to wait for`);
    }
    this.model.holds.push({ isbn, reader, placedOn: today, keptUntil: '' });
    return this;
  }

  /** Readers who did not come in time lose their place, and the next in the queue gets the copy. */
  releaseExpiredHolds(today: string): this {
    const expired = this.model.holds.filter(hold => hold.keptUntil !== '' && hold.keptUntil < today);
    this.model.holds = this.model.holds.filter(hold => !expired.includes(hold));
    expired.forEach(hold => this.keepForNextInternal(hold.isbn, today));
    return this;
  }

  payFine(reader: string, cents: number): this {
    if (cents <= 0 || cents > this.finesOf(reader)) {
      throw new RangeError(`${reader} owes ${this.finesOf(reader)} cents, cannot pay ${cents}`);
    }
    this.model.fines[reader] -= cents;
    return this;
  }

  /** Titles in which every word occurs, in name, author or subjects. */
  search(words: string): Title[] {
    const wanted = words.toLowerCase().split(/\s+/).filter(word => word !== '');
    const haystack = (title: Title): string => [title.name, title.author, ...title.subjects].join(' ').toLowerCase();
    return structuredClone(this.model.titles.filter(title => wanted.every(word => haystack(title).includes(word))));
  }

  /** Copies on the shelf less those laid aside; a reader's own kept copy counts as available to that reader. */
  available(isbn: string, reader = ''): Copy[] {
    const onShelf = this.model.copies.filter(copy => copy.isbn === isbn && copy.loan === null);
    const kept = this.model.holds.filter(hold => hold.isbn === isbn && hold.keptUntil !== '' && hold.reader !== reader);
    return onShelf.slice(0, Math.max(0, onShelf.length - kept.length));
  }

  finesOf(reader: string): number {
    return this.model.fines[reader] ?? 0;
  }

  private keepForNextInternal(isbn: string, today: string): this {
    const next = this.model.holds.find(hold => hold.isbn === isbn && hold.keptUntil === '');
    if (next) {
      next.keptUntil = new Day().init(today).plus(this.model.rules.keepDays).iso;
    }
    return this;
  }

  private loanInternal(barcode: string): Loan {
    const { loan } = this.copyInternal(barcode);
    if (!loan) {
      throw new Error(`${barcode} is not lent`);
    }
    return loan;
  }

  private copyInternal(barcode: string): Copy {
    const copy = this.model.copies.find(candidate => candidate.barcode === barcode);
    if (!copy) {
      throw new Error(`${this.branch} has no copy ${barcode}`);
    }
    return copy;
  }
}
