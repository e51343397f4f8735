import type { Copy, Hold, LibraryShelfModel, Title } from './LibraryShelfModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** The lending desk of a branch library. Days are written YYYY-MM-DD. */
export interface LibraryShelf {
  readonly branch: string;
  readonly holds: Hold[];

  init(scenario: Scenario<LibraryShelfModel>): this;
  toScenario(): Scenario<LibraryShelfModel>;

  acquire(title: Title, ...barcodes: string[]): this;
  lend(barcode: string, reader: string, today: string): this;
  renew(barcode: string, today: string): this;
  takeBack(barcode: string, today: string): this;
  reserve(isbn: string, reader: string, today: string): this;
  releaseExpiredHolds(today: string): this;
  payFine(reader: string, cents: number): this;

  search(words: string): Title[];
  available(isbn: string, reader?: string): Copy[];
  finesOf(reader: string): number;
}
