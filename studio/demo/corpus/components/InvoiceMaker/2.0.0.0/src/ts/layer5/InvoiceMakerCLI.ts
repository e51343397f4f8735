import { readFile, writeFile } from 'node:fs/promises';
import { DefaultInvoiceMaker } from '../layer2/DefaultInvoiceMaker.js';
import type { InvoiceMaker } from '../layer3/InvoiceMaker.interface.js';
import type { InvoiceMakerModel } from '../layer3/InvoiceMakerModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** Positional commands over a ledger file: `invoicemaker ledger.json line "Consulting" 3 9500 190`. */
export class InvoiceMakerCLI {
  private maker: InvoiceMaker;
  private ledger: string;

  constructor() {
    this.maker = new DefaultInvoiceMaker();
    this.ledger = 'ledger.json';
  }

  static async start([ledger, ...args]: string[]): Promise<InvoiceMakerCLI> {
    const cli = await new InvoiceMakerCLI().init(ledger);
    return cli.execute(args);
  }

  async init(ledger: string): Promise<this> {
    this.ledger = ledger;
    this.maker.init(JSON.parse(await readFile(ledger, 'utf8')) as Scenario<InvoiceMakerModel>);
    return this;
  }

  async execute([command, ...args]: string[]): Promise<this> {
    const today = new Date().toISOString().slice(0, 10);
    if (command === 'draft') {
      this.maker.draft(args[0], args[1] === undefined ? undefined : Number(args[1]));
    } else if (command === 'line') {
      const [quantity, unitCents, taxPerMille] = args.slice(1).map(Number);
      this.maker.addLine({ description: args[0], quantity, unitCents, taxPerMille });
    } else if (command === 'issue') {
      const { number } = this.maker.current;
      this.maker.issue(args[0] ?? today);
      console.log(`${number} issued, ${this.maker.openCents(number)} cents to pay`);
    } else if (command === 'pay') {
      this.maker.pay(args[0], Number(args[1]), args[2] ?? today);
    } else if (command === 'overdue') {
      return this.overdue(args[0] ?? today);
    } else {
      throw new Error(`unknown command '${command}': draft, line, issue, pay or overdue`);
    }
    return this.save();
  }

  overdue(today: string): this {
    for (const number of this.maker.overdue(today)) {
      const level = this.maker.reminderLevel(number, today);
      console.log(`${number}  level ${level}  ${this.maker.openCents(number)} cents open`);
    }
    return this;
  }

  async save(): Promise<this> {
    await writeFile(this.ledger, JSON.stringify(this.maker.toScenario(), null, 2));
    return this;
  }
}
