export interface LibraryShelf {
  addBook(book: any): void;
  lend(barcode: string, reader: string): boolean;
  giveBack(barcode: string): number;
  search(text: string): any[];
}
