import { DefaultInvoiceMaker } from '../layer2/DefaultInvoiceMaker.js';

export class InvoiceMakerCLI {
  constructor(args: string[]) {
    const [customer, ...items] = args;
    const invoice = new DefaultInvoiceMaker(customer);
    for (const item of items) {
      const [text, quantity, price] = item.split(':');
      invoice.addLine(text, parseInt(quantity), parseFloat(price));
    }
    invoice.print();
  }
}
