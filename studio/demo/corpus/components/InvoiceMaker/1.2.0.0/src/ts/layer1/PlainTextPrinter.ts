import type { Invoice, InvoiceTotals } from '../layer3/InvoiceMakerModel.interface.js';
import type { InvoicePrinter } from '../layer3/InvoicePrinter.interface.js';

/** Prints an invoice in fixed columns, fit for a terminal, a mail body or a dot-matrix printer. */
export class PlainTextPrinter implements InvoicePrinter {
  private width: number;
  private currency: string;

  constructor() {
    this.width = 64;
    this.currency = 'EUR';
  }

  init(width: number, currency: string): this {
    if (width < 40) {
      throw new RangeError(`${width} columns are too few for an invoice, 40 is the least`);
    }
    this.width = width;
    this.currency = currency;
    return this;
  }

  print(invoice: Readonly<Invoice>, totals: InvoiceTotals): string {
    return [
      this.rowInternal(`INVOICE ${invoice.number}`, invoice.issuedOn || 'DRAFT'),
      `To: ${invoice.customer}`,
      '-'.repeat(this.width),
      ...invoice.lines.map(line =>
        this.rowInternal(`${line.quantity} x ${line.description}`, this.money(Math.round(line.quantity * line.unitCents))),
      ),
      '-'.repeat(this.width),
      ...(invoice.discountPerMille > 0 ? [`Prices less ${invoice.discountPerMille / 10} % discount`] : []),
      this.rowInternal('Net', this.money(totals.netCents)),
      ...Object.entries(totals.taxCents).map(([rate, cents]) =>
        this.rowInternal(`Tax ${Number(rate) / 10} %`, this.money(cents)),
      ),
      this.rowInternal('Total', this.money(totals.grossCents)),
      '='.repeat(this.width),
      `Payable within ${invoice.termDays} days.`,
    ].join('\n');
  }

  /** 123456 cents become `1 234.56 EUR`. */
  money(cents: number): string {
    const [whole, fraction] = (Math.abs(cents) / 100).toFixed(2).split('.');
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ' ');
    return `${cents < 0 ? '-' : ''}${grouped}.${fraction} ${this.currency}`;
  }

  private rowInternal(left: string, right: string): string {
    const room = this.width - right.length - 1;
    return left.slice(0, room).padEnd(room) + ' ' + right;
  }
}
