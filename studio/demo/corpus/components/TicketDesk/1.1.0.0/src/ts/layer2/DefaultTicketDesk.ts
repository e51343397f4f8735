import { randomUUID } from 'node:crypto';
import type { TicketDeskScenario } from '../layer3/Scenario.interface.js';
import type { TicketDesk } from '../layer3/TicketDesk.interface.js';
import type { Ticket, TicketDeskModel, TicketState, Urgency } from '../layer3/TicketDeskModel.interface.js';

/** A ticket desk with typed tickets and agents. */
export class DefaultTicketDesk implements TicketDesk {
  private model: TicketDeskModel;
  private owner: string;

  constructor() {
    this.owner = 'unowned';
    this.model = {
      uuid: randomUUID(),
      team: 'support',
      responseHours: { low: 72, normal: 24, high: 8, critical: 1 },
      agents: [],
      tickets: [],
    };
  }

  init(scenario: TicketDeskScenario): this {
    this.owner = scenario.owner;
    this.model = structuredClone(scenario.model);
    return this;
  }

  toScenario(): TicketDeskScenario {
    return {
      ior: { uuid: this.model.uuid, component: 'TicketDesk', version: '1.1.0.0' },
      owner: this.owner,
      model: structuredClone(this.model),
    };
  }

  get team(): string {
    return this.model.team;
  }

  /** Unassigned tickets, the one that is due first in front. */
  get backlog(): Ticket[] {
    return this.inStateInternal('new').sort((one, other) => this.dueAt(one.number) - this.dueAt(other.number));
  }

  open(requester: string, subject: string, urgency: Urgency, at: number): this {
    const number = this.model.tickets.length + 1;
    this.model.tickets.push({
      number, subject, requester, urgency,
      state: 'new', agent: null, openedAt: at, notes: [],
    });
    return this;
  }

  hire(name: string): this {
    this.model.agents.push(name);
    return this;
  }

  /** Gives a new ticket to whoever has the fewest. */
  assignNext(at: number): this {
    const [ticket] = this.backlog;
    const [lightest] = [...this.workload()].sort((one, other) => one[1] - other[1]);
    if (!ticket || !lightest) {
      throw new Error(`${this.team} has nothing to assign, or nobody to assign it to`);
    }
    ticket.state = 'assigned';
    ticket.agent = lightest[0];
    return this.noteInternal(ticket, lightest[0], at, 'took the ticket');
  }

  solve(number: number, answer: string, at: number): this {
    const ticket = this.findInternal(number);
    ticket.state = 'solved';
    return this.noteInternal(ticket, ticket.agent ?? this.team, at, answer);
  }

  ticket(number: number): Ticket {
    return this.findInternal(number);
  }

  dueAt(number: number): number {
    const { openedAt, urgency } = this.findInternal(number);
    return openedAt + this.model.responseHours[urgency] * 3_600_000;
  }

  overdue(now: number): Ticket[] {
    const running = [...this.inStateInternal('new'), ...this.inStateInternal('assigned')];
    return running.filter(ticket => this.dueAt(ticket.number) < now).map(ticket => this.ticket(ticket.number));
  }

  workload(): Map<string, number> {
    const assigned = this.inStateInternal('assigned');
    return new Map(this.model.agents.map(name => [name, assigned.filter(t => t.agent === name).length]));
  }

  private noteInternal(ticket: Ticket, by: string, at: number, text: string): this {
    ticket.notes.push({ by, at, text });
    return this;
  }

  private inStateInternal(state: TicketState): Ticket[] {
    return this.model.tickets.filter(ticket => ticket.state === state);
  }

  private findInternal(number: number): Ticket {
    const ticket = this.model.tickets[number - 1];
    if (!ticket) {
      throw new Error(`${this.team} has no ticket #${number}`);
    }
    return ticket;
  }
}
