import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { InvoiceMaker } from '../layer3/InvoiceMaker.interface.js';
import type { InvoiceMakerModel } from '../layer3/InvoiceMakerModel.interface.js';

export class DefaultInvoiceMaker implements InvoiceMaker {
  public model: InvoiceMakerModel;
  public number: string;
  public termDays = 30;

  constructor(customer: string, counterFile: string = 'counter.txt') {
    let last = 0;
    try {
      last = Number(readFileSync(counterFile, 'utf8'));
    } catch (e) {
      console.error('no counter, starting at 1');
    }
    writeFileSync(counterFile, String(last + 1));
    this.number = 'INV-' + (last + 1);
    this.model = { uuid: randomUUID(), customer, lines: [], taxPercent: 19, paid: false, date: new Date() };
  }

  addLine(text: string, quantity: number, price: number): void {
    if (quantity <= 0) {
      console.error('quantity must be positive');
      return;
    }
    this.model.lines.push({ text, quantity, price });
  }

  net(): number {
    let sum = 0;
    for (let i = 0; i < this.model.lines.length; i++) {
      sum += this.model.lines[i].quantity * this.model.lines[i].price;
    }
    return sum;
  }

  total(): number {
    return round(this.net() * (1 + this.model.taxPercent / 100));
  }

  isOverdue(): boolean {
    const age = Date.now() - this.model.date.getTime();
    return !this.model.paid && age > this.termDays * 24 * 60 * 60 * 1000;
  }

  print(): void {
    console.log('Invoice ' + this.number + ' for ' + this.model.customer);
    this.model.lines.forEach((line: any) => console.log(line.quantity + ' x ' + line.text + ' ' + line.price));
    console.log('Total ' + this.total());
  }
}

export function round(amount: any) {
  return Math.round(amount * 100) / 100;
}
