export interface Book {
  barcode: string;
  isbn: string;
  name: string;
  author: string;
  lentTo?: string;
  due?: Date;
}
