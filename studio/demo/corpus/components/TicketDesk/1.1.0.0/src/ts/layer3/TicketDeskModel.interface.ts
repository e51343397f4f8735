export type TicketState = 'new' | 'assigned' | 'solved' | 'closed';
export type Urgency = 'low' | 'normal' | 'high' | 'critical';

export interface TicketNote {
  by: string;
  at: number;
  text: string;
}

export interface Ticket {
  number: number;
  subject: string;
  requester: string;
  urgency: Urgency;
  state: TicketState;
  agent: string | null;
  openedAt: number;
  notes: TicketNote[];
}

/** `responseHours` is the promise made for each urgency. */
export interface TicketDeskModel {
  uuid: string;
  team: string;
  responseHours: Record<Urgency, number>;
  agents: string[];
  tickets: Ticket[];
}
