import { DefaultTicketDesk } from '../layer2/DefaultTicketDesk.js';
import type { TicketDeskScenario } from '../layer3/Scenario.interface.js';
import type { TicketDesk } from '../layer3/TicketDesk.interface.js';
import type { Urgency } from '../layer3/TicketDeskModel.interface.js';

type Command = (...words: string[]) => TicketDeskCLI;

/** Runs a ticket desk from the terminal; commands are looked up by name, never by an `if` chain. */
export class TicketDeskCLI {
  private desk: TicketDesk = new DefaultTicketDesk();
  private now = 0;
  private printed: string[] = [];
  private commands: Map<string, Command>;

  constructor() {
    this.commands = new Map();
  }

  init(scenario: TicketDeskScenario, now: number): this {
    this.desk.init(scenario);
    this.now = now;
    this.commands = new Map<string, Command>([
      ['open', (requester, urgency, ...subject) => this.open(requester, urgency, subject.join(' '))],
      ['assign', () => this.assign()],
      ['solve', (number, ...answer) => this.solve(number, answer.join(' '))],
      ['overdue', () => this.overdue()],
    ]);
    return this;
  }

  get output(): string {
    return this.printed.join('\n');
  }

  execute([name = '', ...parameters]: string[]): TicketDeskCLI {
    const command = this.commands.get(name);
    if (!command) {
      throw new Error(`ticketdesk knows ${[...this.commands.keys()].join(', ')}; not '${name}'`);
    }
    return command(...parameters);
  }

  open(requester: string, urgency: string, subject: string): this {
    if (!['low', 'normal', 'high', 'critical'].includes(urgency)) {
      throw new Error(`urgency is low, normal, high or critical; not '${urgency}'`);
    }
    this.desk.open(requester, subject, urgency as Urgency, this.now);
    this.printed.push(`opened for ${requester}; ${this.desk.backlog.length} in the backlog`);
    return this;
  }

  assign(): this {
    const { number, subject } = this.desk.backlog[0] ?? { number: 0, subject: '' };
    this.desk.assignNext(this.now);
    this.printed.push(`#${number} ${subject} → ${this.desk.ticket(number).agent}`);
    return this;
  }

  solve(number: string, answer: string): this {
    this.desk.solve(Number(number), answer, this.now);
    this.printed.push(`#${number} solved`);
    return this;
  }

  overdue(): this {
    for (const ticket of this.desk.overdue(this.now)) {
      const hours = (this.now - this.desk.dueAt(ticket.number)) / 3_600_000;
      const who = ticket.agent ?? 'nobody';
      this.printed.push(`#${ticket.number} ${ticket.subject}: ${hours.toFixed(1)} h late (${who})`);
    }
    return this;
  }
}
