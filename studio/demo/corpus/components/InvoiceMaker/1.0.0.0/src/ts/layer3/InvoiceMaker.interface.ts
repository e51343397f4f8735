import type { InvoiceMakerModel } from './InvoiceMakerModel.interface.js';

export interface InvoiceMaker {
  model: InvoiceMakerModel;
  addLine(text: string, quantity: number, price: number): void;
  total(): number;
  print(): void;
  isOverdue(): boolean;
}
