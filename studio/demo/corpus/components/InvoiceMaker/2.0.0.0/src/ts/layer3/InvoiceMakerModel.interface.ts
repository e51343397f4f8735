/** All amounts are whole cents; all rates are in per mille, so that 7.7 % is 77. */
export interface InvoiceLine {
  description: string;
  quantity: number;
  unitCents: number;
  taxPerMille: number;
}

export interface Payment {
  cents: number;
  on: string;
}

export type InvoiceState = 'draft' | 'issued' | 'cancelled';

export interface Invoice {
  number: string;
  customer: string;
  state: InvoiceState;
  /** ISO date (YYYY-MM-DD), empty while the invoice is a draft. */
  issuedOn: string;
  termDays: number;
  discountPerMille: number;
  lines: InvoiceLine[];
  payments: Payment[];
}

export interface InvoiceTotals {
  netCents: number;
  /** Tax per rate in per mille. */
  taxCents: Record<number, number>;
  grossCents: number;
}

export interface InvoiceMakerModel {
  uuid: string;
  prefix: string;
  nextNumber: number;
  reminderFeeCents: number;
  invoices: Invoice[];
}
