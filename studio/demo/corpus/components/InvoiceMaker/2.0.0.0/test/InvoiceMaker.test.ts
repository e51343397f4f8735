import { beforeEach, describe, expect, it } from 'vitest';
import { PlainTextPrinter } from '../src/ts/layer1/PlainTextPrinter.js';
import { DefaultInvoiceMaker } from '../src/ts/layer2/DefaultInvoiceMaker.js';

describe('InvoiceMaker', () => {
  let maker: DefaultInvoiceMaker;

  beforeEach(() => {
    maker = new DefaultInvoiceMaker()
      .draft('Harbour Cafe', 14)
      .addLine({ description: 'Beans 1 kg', quantity: 3, unitCents: 1999, taxPerMille: 70 })
      .addLine({ description: 'Machine rent', quantity: 1, unitCents: 4500, taxPerMille: 190 });
  });

  it('rounds the tax once per rate', () => {
    expect(maker.totals('INV-00001')).toEqual({ netCents: 10497, taxCents: { 70: 420, 190: 855 }, grossCents: 11772 });
  });

  it('takes the discount off every line before tax', () => {
    expect(maker.discount(100).totals('INV-00001').netCents).toBe(5397 + 4050);
  });

  it('raises the reminder level with the delay and drops it when paid', () => {
    maker.issue('2025-03-01');
    expect(maker.reminderLevel('INV-00001', '2025-03-15')).toBe(0);
    expect(maker.reminderLevel('INV-00001', '2025-03-16')).toBe(1);
    expect(maker.reminderLevel('INV-00001', '2025-06-01')).toBe(3);
    expect(maker.pay('INV-00001', 11772, '2025-06-01').overdue('2025-06-02')).toEqual([]);
  });

  it('refuses overpayment and the cancelling of a paid invoice', () => {
    maker.issue('2025-03-01');
    expect(() => maker.pay('INV-00001', 11773, '2025-03-02')).toThrow('more than the open 11772');
    maker.pay('INV-00001', 1, '2025-03-02');
    expect(() => maker.cancel('INV-00001')).toThrow('credit note');
  });

  it('prints money with grouped thousands', () => {
    expect(new PlainTextPrinter().init(60, 'CHF').money(123456789)).toBe('1 234 567.89 CHF');
  });
});
