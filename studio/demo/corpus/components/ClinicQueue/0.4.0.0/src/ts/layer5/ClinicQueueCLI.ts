import { DefaultClinicQueue } from '../layer2/DefaultClinicQueue.js';
import type { ClinicQueue } from '../layer3/ClinicQueue.interface.js';
import type { TriageLevel } from '../layer3/ClinicQueueModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** The reception desk. Times are minutes since midnight and default to now. */
export class ClinicQueueCLI {
  private queue: ClinicQueue;
  private lines: string[];

  constructor() {
    this.queue = new DefaultClinicQueue();
    this.lines = [];
  }

  init(scenario: Scenario): this {
    this.queue.init(scenario);
    return this;
  }

  get output(): string {
    return this.lines.join('\n');
  }

  execute([command, first, second]: string[], now = this.minuteInternal(new Date())): this {
    switch (command) {
      case 'arrive':
        return this.print(`ticket ${this.queue.arrive(this.levelInternal(first), now)}`);
      case 'retriage':
        this.queue.retriage(first, this.levelInternal(second));
        return this.list(now);
      case 'call':
        return this.call(first, now);
      case 'missed':
        this.queue.missed(first, now);
        return this.print(`${first} is ${this.queue.visit(first).state}`);
      case 'list':
        return this.list(now);
      default:
        throw new Error(`'${command}' is none of: arrive LEVEL, retriage TICKET LEVEL, call ROOM, missed TICKET, list`);
    }
  }

  call(room: string, now: number): this {
    const visit = this.queue.callNext(room, now);
    return this.print(visit ? `${visit.ticket} to room ${room}` : 'nobody is waiting');
  }

  list(now: number): this {
    const overdue = new Set(this.queue.overdue(now));
    for (const ticket of this.queue.order(now)) {
      const { level, arrivedAt } = this.queue.visit(ticket);
      this.print(`${ticket}  level ${level}  ${now - arrivedAt} min${overdue.has(ticket) ? '  OVERDUE' : ''}`);
    }
    return this;
  }

  print(line: string): this {
    this.lines.push(line);
    return this;
  }

  private levelInternal(text: string): TriageLevel {
    const level = Number(text);
    if (![1, 2, 3, 4, 5].includes(level)) {
      throw new RangeError(`'${text}' is not a triage level from 1 to 5`);
    }
    return level as TriageLevel;
  }

  private minuteInternal(time: Date): number {
    return time.getHours() * 60 + time.getMinutes();
  }
}
