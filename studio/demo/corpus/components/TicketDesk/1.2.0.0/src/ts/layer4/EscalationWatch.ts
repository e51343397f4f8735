import type { TicketDesk } from '../layer3/TicketDesk.interface.js';
import type { Ticket } from '../layer3/TicketDeskModel.interface.js';

/** What is told when a promise is broken. Resolves when the message is on its way. */
export interface Escalation {
  notify(ticket: Ticket, lateByMs: number): Promise<void>;
}

/** Tells each overdue ticket once, the latest first, and remembers those it could not tell. */
export class EscalationWatch {
  private desk: TicketDesk | null = null;
  private channel: Escalation | null = null;
  private readonly told = new Set<number>();

  constructor() {
    this.desk = null;
  }

  init(desk: TicketDesk, channel: Escalation): this {
    this.desk = desk;
    this.channel = channel;
    this.told.clear();
    return this;
  }

  get escalated(): number[] {
    return [...this.told].sort((one, other) => one - other);
  }

  /** A failed notification is tried again on the next sweep; the others go out all the same. */
  async sweep(now: number): Promise<this> {
    if (!this.desk || !this.channel) {
      throw new Error('EscalationWatch needs init(desk, channel) first');
    }
    const { desk, channel } = this;
    const late = desk
      .overdue(now)
      .filter(ticket => !this.told.has(ticket.number))
      .sort((one, other) => desk.dueAt(one.number) - desk.dueAt(other.number));
    await Promise.allSettled(
      late.map(async ticket => {
        await channel.notify(ticket, now - desk.dueAt(ticket.number));
        this.told.add(ticket.number);
      }),
    );
    return this;
  }
}
