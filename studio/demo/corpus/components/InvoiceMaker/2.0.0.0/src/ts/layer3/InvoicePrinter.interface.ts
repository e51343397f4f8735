import type { Invoice, InvoiceTotals } from './InvoiceMakerModel.interface.js';

/** Turns an invoice into something a customer can read. */
export interface InvoicePrinter {
  print(invoice: Readonly<Invoice>, totals: InvoiceTotals): string;
}
