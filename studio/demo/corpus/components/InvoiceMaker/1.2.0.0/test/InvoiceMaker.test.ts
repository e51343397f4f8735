import { describe, expect, it } from 'vitest';
import { DefaultInvoiceMaker } from '../src/ts/layer2/DefaultInvoiceMaker.js';

describe('InvoiceMaker', () => {
  it('sums net, tax and gross', () => {
    const maker = new DefaultInvoiceMaker().draft('Harbour Cafe');
    maker.addLine({ description: 'Machine rent', quantity: 2, unitCents: 4500, taxPerMille: 190 });
    expect(maker.totals(maker.currentNumber)).toEqual({ netCents: 9000, taxCents: { 190: 1710 }, grossCents: 10710 });
  });

  it('lists invoices beyond their term', () => {
    const maker = new DefaultInvoiceMaker().draft('Harbour Cafe', 10);
    maker.addLine({ description: 'Filter', quantity: 1, unitCents: 700, taxPerMille: 190 }).issue('2025-01-01');
    expect(maker.overdue('2025-01-11')).toEqual([]);
    expect(maker.overdue('2025-01-12')).toEqual(['INV-00001']);
  });
});
