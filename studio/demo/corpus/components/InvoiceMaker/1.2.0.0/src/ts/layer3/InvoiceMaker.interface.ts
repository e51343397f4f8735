import type { Invoice, InvoiceLine, InvoiceMakerModel, InvoiceTotals } from './InvoiceMakerModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

export interface InvoiceMaker {
  init(scenario: Scenario<InvoiceMakerModel>): this;
  toScenario(): Scenario<InvoiceMakerModel>;

  draft(customer: string, termDays?: number): this;
  addLine(line: InvoiceLine): this;
  discount(perMille: number): this;
  issue(on: string): this;
  pay(number: string, cents: number, on: string): this;

  readonly current: Readonly<Invoice>;
  invoice(number: string): Readonly<Invoice>;
  totals(number: string): InvoiceTotals;
  openCents(number: string): number;
  reminderLevel(number: string, today: string): number;
  overdue(today: string): string[];
}
