import { randomUUID } from 'node:crypto';
import type { ClinicQueue } from '../layer3/ClinicQueue.interface.js';
import type { ClinicQueueModel, TriageLevel, Visit, VisitState } from '../layer3/ClinicQueueModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

export class DefaultClinicQueue implements ClinicQueue {
  public model: ClinicQueueModel;
  private owner: string;

  constructor() {
    this.model = { uuid: randomUUID(), rooms: [], visits: [], maxWait: [0, 10, 60, 120, 240] };
    this.owner = 'clinic';
  }

  init(scenario: Scenario): this {
    this.model = scenario.model;
    this.owner = scenario.owner;
    return this;
  }

  toScenario(): Scenario {
    return {
      ior: { uuid: this.model.uuid, component: 'ClinicQueue', version: '0.3.0.0' },
      owner: this.owner,
      model: structuredClone(this.model),
    };
  }

  get freeRooms(): string[] {
    const taken = this.model.visits
      .filter(visit => visit.state === 'called' || visit.state === 'in treatment')
      .map(visit => visit.room);
    return this.model.rooms.filter(room => !taken.includes(room));
  }

  /** Registers an arrival and returns the ticket: a letter for the level (A = 1) and a running number. */
  arrive(level: TriageLevel, at: number): string {
    const number = String(this.model.visits.length + 1).padStart(3, '0');
    const ticket = `${'ABCDE'[level - 1]}${number}`;
    this.model.visits.push({
      ticket, level, arrivedAt: at, calledAt: null, startedAt: null, room: null, missedCalls: 0, state: 'waiting',
    });
    return ticket;
  }

  /** The condition got worse or better. The ticket keeps its letter, people know it by heart by now. */
  retriage(ticket: string, level: TriageLevel): this {
    this.inStateInternal(ticket, 'waiting').level = level;
    return this;
  }

  /** Calls the next patient into a free room; null when nobody is waiting. */
  callNext(room: string, at: number): Readonly<Visit> | null {
    if (!this.freeRooms.includes(room)) {
      console.error(`room ${room} is not free`);
      return null;
    }
    const [next] = this.waitingInternal(at);
    if (!next) {
      return null;
    }
    next.state = 'called';
    next.calledAt = at;
    next.room = room;
    return next;
  }

  missed(ticket: string, at: any): this {
    const visit = this.visitInternal(ticket);
    visit.missedCalls += 1;
    visit.room = null;
    visit.state = visit.missedCalls >= 3 ? 'left' : 'waiting';
    return this;
  }

  begin(ticket: string, at: number): this {
    const visit = this.inStateInternal(ticket, 'called');
    visit.state = 'in treatment';
    visit.startedAt = at;
    return this;
  }

  finish(ticket: string): this {
    const visit = this.inStateInternal(ticket, 'in treatment');
    visit.state = 'done';
    visit.room = null;
    return this;
  }

  /** Tickets in the order in which they would be called now. */
  order(at: number): string[] {
    return this.waitingInternal(at).map(visit => visit.ticket);
  }

  overdue(at: number): string[] {
    return this.waitingInternal(at)
      .filter(visit => at - visit.arrivedAt > this.model.maxWait[visit.level - 1])
      .map(visit => visit.ticket);
  }

  visit(ticket: string): Readonly<Visit> {
    return { ...this.visitInternal(ticket) };
  }

  private waitingInternal(at: number): Visit[] {
    return this.model.visits
      .filter(visit => visit.state === 'waiting')
      .sort((a, b) => a.level - b.level || a.arrivedAt - b.arrivedAt);
  }

  private inStateInternal(ticket: string, state: VisitState): Visit {
    const visit = this.visitInternal(ticket);
    if (visit.state !== state) {
      throw new Error(`${ticket} is ${visit.state}, not ${state}`);
    }
    return visit;
  }

  private visitInternal(ticket: string): Visit {
    const found = this.model.visits.find(visit => visit.ticket === ticket);
    if (!found) {
      throw new Error(`nobody holds the ticket ${ticket}`);
    }
    return found;
  }
}
