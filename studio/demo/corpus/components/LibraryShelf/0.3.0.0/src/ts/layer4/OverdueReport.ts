import type { LibraryShelf } from '../layer3/LibraryShelf.interface.js';
import type { Copy } from '../layer3/LibraryShelfModel.interface.js';

/** Collects what is overdue in several branches at the same time. */
export class OverdueReport {
  public branches: LibraryShelf[] = [];

  constructor() {}

  init(...branches: LibraryShelf[]): this {
    this.branches = branches;
    return this;
  }

  /** Barcodes of late books by branch. */
  async collect(today: string): Promise<Map<string, string[]>> {
    const report = new Map<string, string[]>();
    await Promise.all(
      this.branches.map(async shelf => {
        const late = shelf.toScenario().model.copies.filter(copy => this._isLate(copy, today));
        report.set(shelf.branch, late.map(copy => copy.barcode));
      }),
    );
    return report;
  }

  _isLate(copy: Copy, today: string): boolean {
    return copy.loan !== null && copy.loan.dueOn < today;
  }
}
