export type TicketState = 'new' | 'assigned' | 'waiting' | 'solved' | 'closed';
export type Urgency = 'low' | 'normal' | 'high' | 'critical';

export interface TicketNote {
  by: string;
  at: number;
  text: string;
}

/** `waitedMs` sums up the time a ticket lay with the customer; it does not count against us. */
export interface Ticket {
  number: number;
  subject: string;
  requester: string;
  urgency: Urgency;
  state: TicketState;
  agent: string | null;
  openedAt: number;
  waitingSince: number;
  waitedMs: number;
  duplicateOf: number | null;
  notes: TicketNote[];
}

export interface SupportAgent {
  name: string;
  capacity: number;
  absent: boolean;
}

/** `responseHours` is the promise made for each urgency. */
export interface TicketDeskModel {
  uuid: string;
  team: string;
  responseHours: Record<Urgency, number>;
  agents: SupportAgent[];
  tickets: Ticket[];
}
