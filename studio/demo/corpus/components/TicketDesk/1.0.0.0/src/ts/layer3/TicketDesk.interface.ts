export interface TicketDesk {
  tickets: any[];
  open(requester: string, subject: string, urgency?: string): number;
  assign(id: number, agent: string): void;
  setStatus(id: number, status: string): void;
  overdue(): any[];
}
