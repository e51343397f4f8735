import type { TicketDeskScenario } from './Scenario.interface.js';
import type { Ticket, Urgency } from './TicketDeskModel.interface.js';

/** A help desk: takes requests, shares them out among agents and watches the promised times. */
export interface TicketDesk {
  readonly team: string;
  readonly backlog: Ticket[];

  init(scenario: TicketDeskScenario): this;
  toScenario(): TicketDeskScenario;

  hire(name: string, capacity: number): this;
  setAbsent(name: string, absent: boolean): this;
  open(requester: string, subject: string, urgency: Urgency, at: number): this;
  assignNext(at: number): this;
  awaitCustomer(number: number, question: string, at: number): this;
  customerReplied(number: number, text: string, at: number): this;
  solve(number: number, answer: string, at: number): this;
  merge(duplicate: number, original: number, at: number): this;

  ticket(number: number): Ticket;
  dueAt(number: number): number;
  overdue(now: number): Ticket[];
  workload(): Map<string, number>;
}
