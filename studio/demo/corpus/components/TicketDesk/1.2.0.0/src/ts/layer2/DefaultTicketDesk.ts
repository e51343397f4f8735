import { randomUUID } from 'node:crypto';
import type { TicketDeskScenario } from '../layer3/Scenario.interface.js';
import type { TicketDesk } from '../layer3/TicketDesk.interface.js';
import type {
  SupportAgent, Ticket, TicketDeskModel, TicketState, Urgency,
} from '../layer3/TicketDeskModel.interface.js';

/** Moves tickets through their states; every move that is not in the table is refused. */
export class DefaultTicketDesk implements TicketDesk {
  private static readonly MOVES: Record<TicketState, TicketState[]> = {
    new: ['assigned', 'closed'],
    assigned: ['waiting', 'solved', 'closed', 'new'],
    waiting: ['assigned', 'solved', 'closed'],
    solved: ['assigned', 'closed'],
    closed: [],
  };

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
      ior: { uuid: this.model.uuid, component: 'TicketDesk', version: '1.2.0.0' },
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

  hire(name: string, capacity: number): this {
    if (capacity < 1 || this.model.agents.some(agent => agent.name === name)) {
      throw new Error(`cannot hire ${name} with capacity ${capacity}: known already, or no capacity`);
    }
    this.model.agents.push({ name, capacity, absent: false });
    return this;
  }

  /** Absent agents hand their assigned tickets back; those that wait for the customer stay with them. */
  setAbsent(name: string, absent: boolean): this {
    this.agentInternal(name).absent = absent;
    if (absent) {
      const orphans = this.inStateInternal('assigned').filter(ticket => ticket.agent === name);
      orphans.forEach(ticket => this.moveInternal(ticket, 'new').agent = null);
    }
    return this;
  }

  open(requester: string, subject: string, urgency: Urgency, at: number): this {
    const number = this.model.tickets.length + 1;
    this.model.tickets.push({
      number, subject, requester, urgency,
      state: 'new', agent: null, openedAt: at, waitingSince: 0, waitedMs: 0, duplicateOf: null, notes: [],
    });
    return this;
  }

  /** Gives the most pressing ticket to the agent with the largest share of free capacity. */
  assignNext(at: number): this {
    const [ticket] = this.backlog;
    const load = this.workload();
    const share = (agent: SupportAgent): number => (load.get(agent.name) ?? 0) / agent.capacity;
    const free = this.model.agents.filter(agent => !agent.absent && share(agent) < 1);
    if (!ticket || free.length === 0) {
      throw new Error(ticket ? `nobody in ${this.team} has room for #${ticket.number}` : 'the backlog is empty');
    }
    const agent = free.reduce((best, next) => (share(next) < share(best) ? next : best));
    this.moveInternal(ticket, 'assigned').agent = agent.name;
    return this.noteInternal(ticket, agent.name, at, 'took the ticket');
  }

  /** Stops the clock: from here on the time is the customer's. */
  awaitCustomer(number: number, question: string, at: number): this {
    const ticket = this.moveInternal(this.findInternal(number), 'waiting');
    ticket.waitingSince = at;
    return this.noteInternal(ticket, ticket.agent ?? this.team, at, question);
  }

  /** Starts the clock again, and reopens a ticket that was thought to be solved. */
  customerReplied(number: number, text: string, at: number): this {
    const ticket = this.findInternal(number);
    if (ticket.state === 'waiting') {
      ticket.waitedMs += at - ticket.waitingSince;
    }
    this.moveInternal(ticket, 'assigned');
    return this.noteInternal(ticket, ticket.requester, at, text);
  }

  solve(number: number, answer: string, at: number): this {
    const ticket = this.moveInternal(this.findInternal(number), 'solved');
    return this.noteInternal(ticket, ticket.agent ?? this.team, at, answer);
  }

  /** Closes a duplicate in favour of the original, which inherits the greater urgency and the notes. */
  merge(duplicate: number, original: number, at: number): this {
    const [lesser, kept] = [this.findInternal(duplicate), this.findInternal(original)];
    if (lesser === kept || kept.duplicateOf !== null) {
      throw new Error(`#${original} cannot take in #${duplicate}`);
    }
    this.moveInternal(lesser, 'closed').duplicateOf = original;
    if (this.model.responseHours[lesser.urgency] < this.model.responseHours[kept.urgency]) {
      kept.urgency = lesser.urgency;
    }
    kept.notes = [...kept.notes, ...lesser.notes].sort((one, other) => one.at - other.at);
    return this.noteInternal(kept, this.team, at, `merged #${duplicate} of ${lesser.requester}`);
  }

  ticket(number: number): Ticket {
    return structuredClone(this.findInternal(number));
  }

  dueAt(number: number): number {
    const { openedAt, waitedMs, urgency } = this.findInternal(number);
    return openedAt + waitedMs + this.model.responseHours[urgency] * 3_600_000;
  }

  overdue(now: number): Ticket[] {
    const running = [...this.inStateInternal('new'), ...this.inStateInternal('assigned')];
    return running.filter(ticket => this.dueAt(ticket.number) < now).map(ticket => this.ticket(ticket.number));
  }

  workload(): Map<string, number> {
    const assigned = this.inStateInternal('assigned');
    return new Map(this.model.agents.map(({ name }) => [name, assigned.filter(t => t.agent === name).length]));
  }

  private moveInternal(ticket: Ticket, to: TicketState): Ticket {
    if (!DefaultTicketDesk.MOVES[ticket.state].includes(to)) {
      throw new Error(`#${ticket.number} is ${ticket.state} and cannot become ${to}`);
    }
    ticket.state = to;
    return ticket;
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

  private agentInternal(name: string): SupportAgent {
    const agent = this.model.agents.find(candidate => candidate.name === name);
    if (!agent) {
      throw new Error(`${name} does not work in ${this.team}`);
    }
    return agent;
  }
}
