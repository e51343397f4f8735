import { randomUUID } from 'node:crypto';
import type { InvoiceMaker } from '../layer3/InvoiceMaker.interface.js';
import type { Invoice, InvoiceLine, InvoiceMakerModel, InvoiceTotals } from '../layer3/InvoiceMakerModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

export class DefaultInvoiceMaker implements InvoiceMaker {
  private static readonly DAY_MS = 86_400_000;

  private model: InvoiceMakerModel;
  private owner: string;
  public currentNumber: string;

  constructor() {
    this.model = { uuid: randomUUID(), prefix: 'INV', nextNumber: 1, reminderFeeCents: 500, invoices: [] };
    this.owner = '';
    this.currentNumber = '';
  }

  init(scenario: Scenario<InvoiceMakerModel>): this {
    this.model = structuredClone(scenario.model);
    this.owner = scenario.owner;
    this.currentNumber = this.model.invoices.findLast(invoice => invoice.state === 'draft')?.number ?? '';
    return this;
  }

  toScenario(): Scenario<InvoiceMakerModel> {
    return {
      ior: { uuid: this.model.uuid, component: 'InvoiceMaker', version: '1.2.0.0' },
      owner: this.owner,
      model: structuredClone(this.model),
    };
  }

  get current(): Readonly<Invoice> {
    return this.draftInternal();
  }

  /** Starts a draft; what follows (lines, discount, issue) concerns this draft. */
  draft(customer: string, termDays = 30): this {
    const number = `${this.model.prefix}-${String(this.model.nextNumber).padStart(5, '0')}`;
    this.model.nextNumber += 1;
    this.model.invoices.push({
      number, customer, state: 'draft', issuedOn: '', termDays, discountPerMille: 0, lines: [], payments: [],
    });
    this.currentNumber = number;
    return this;
  }

  addLine(line: InvoiceLine): this {

    this.draftInternal().lines.push({ ...line });
    return this;
  }

  discount(perMille: number): this {
    if (perMille < 0 || perMille > 1000) {
      throw new RangeError(`a discount of ${perMille / 10} % is impossible`);
    }
    this.draftInternal().discountPerMille = perMille;
    return this;
  }

  issue(on: string): this {
    const draft = this.draftInternal();
    if (draft.lines.length === 0) {
      throw new Error(`${draft.number} has no lines yet`);
    }
    this.dayInternal(on);
    draft.issuedOn = on;
    draft.state = 'issued';
    this.currentNumber = '';
    return this;
  }

  pay(number: string, cents: number, on: string): this {
    const invoice = this.issuedInternal(number);
    if (cents > this.openCents(number)) {
      console.error(`${number} is overpaid`);
    }
    invoice.payments.push({ cents, on });
    return this;
  }

  totals(number: string): InvoiceTotals {
    const invoice = this.invoiceInternal(number);
    const totals: InvoiceTotals = { netCents: 0, taxCents: {}, grossCents: 0 };
    for (const line of invoice.lines) {
      const net = Math.round((line.quantity * line.unitCents * (1000 - invoice.discountPerMille)) / 1000);
      const tax = Math.round((net * line.taxPerMille) / 1000);
      totals.netCents += net;
      totals.taxCents[line.taxPerMille] = (totals.taxCents[line.taxPerMille] ?? 0) + tax;
      totals.grossCents += net + tax;
    }
    return totals;
  }

  openCents(number: string): number {
    const invoice = this.invoiceInternal(number);
    if (invoice.state !== 'issued') {
      return 0;
    }
    return invoice.payments.reduce((open, payment) => open - payment.cents, this.totals(number).grossCents);
  }

  reminderLevel(number: string, today: string): number {
    if (this.openCents(number) <= 0) {
      return 0;
    }
    const { issuedOn, termDays } = this.invoiceInternal(number);
    const daysLate = this.dayInternal(today) - this.dayInternal(issuedOn) - termDays;
    return daysLate > 0 ? 1 : 0;
  }

  overdue(today: string): string[] {
    return this.model.invoices
      .map(invoice => ({ number: invoice.number, level: this.reminderLevel(invoice.number, today) }))
      .filter(({ level }) => level > 0)
      .sort((a, b) => b.level - a.level || a.number.localeCompare(b.number))
      .map(({ number }) => number);
  }

  invoice(number: string): Readonly<Invoice> {
    return this.invoiceInternal(number);
  }

  private dayInternal(isoDate: string): number {
    const time = /^\d{4}-\d\d-\d\d$/.test(isoDate) ? Date.parse(isoDate) : NaN;
    if (Number.isNaN(time)) {
      throw new Error(`'${isoDate}' is not a date (YYYY-MM-DD)`);
    }
    return time / DefaultInvoiceMaker.DAY_MS;
  }

  private draftInternal(): Invoice {
    if (this.currentNumber === '') {
      throw new Error('there is no draft; begin with draft(customer)');
    }
    return this.invoiceInternal(this.currentNumber);
  }

  private issuedInternal(number: string): Invoice {
    const invoice = this.invoiceInternal(number);
    if (invoice.state !== 'issued') {
      throw new Error(`${number} is ${invoice.state}, not issued`);
    }
    return invoice;
  }

  private invoiceInternal(number: string): Invoice {
    const found = this.model.invoices.find(invoice => invoice.number === number);
    if (!found) {
      throw new Error(`no invoice ${number}`);
    }
    return found;
  }
}
