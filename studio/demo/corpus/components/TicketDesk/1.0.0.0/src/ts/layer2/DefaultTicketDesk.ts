import { TicketDesk } from '../layer3/TicketDesk.interface.js';

export const HOURS = { low: 72, normal: 24, high: 8, critical: 1 };

export default class DefaultTicketDesk implements TicketDesk {
  tickets: any[] = [];
  agents: string[];
  options: any;

  constructor(options: any = {}) {
    this.options = options;
    this.agents = options.agents || [];
    if (options.tickets) {
      for (const ticket of options.tickets) {
        this.tickets.push(Object.assign({ notes: [] }, ticket));
      }
    }
    if (this.agents.length === 0) {
      console.warn('ticket desk without agents');
    }
  }

  open(requester: string, subject: string, urgency = 'normal'): number {
    const id = this.tickets.length + 1;
    this.tickets.push({ id, requester, subject, urgency, status: 'new', openedAt: Date.now(), notes: [] });
    if (this.options.autoAssign) {
      this.assign(id, this.agents[id % this.agents.length]);
    }
    return id;
  }

  assign(id: number, agent: string): void {
    const ticket = this._get(id);
    if (!ticket) {
      console.error('no ticket ' + id);
      return;
    }
    ticket.agent = agent;
    ticket.status = 'assigned';
  }

  setStatus(id: number, status: string): void {
    const ticket = this._get(id);
    if (ticket) {
      ticket.status = status;
    }
  }

  note(id: number, text: string, by: string): void {
    this._get(id).notes.push({ text, by, at: Date.now() });
  }

  overdue(): any[] {
    return this.tickets.filter(
      t => t.status !== 'solved' && t.status !== 'closed' && Date.now() > t.openedAt + HOURS[t.urgency] * 3600 * 1000,
    );
  }

  report(): void {
    console.log('open: ' + this.tickets.filter(t => t.status !== 'closed').length);
    for (const agent of this.agents) {
      console.log(agent + ': ' + this.tickets.filter(t => t.agent === agent && t.status === 'assigned').length);
    }
  }

  _get(id: number): any {
    return this.tickets.find(t => t.id === id);
  }
}
