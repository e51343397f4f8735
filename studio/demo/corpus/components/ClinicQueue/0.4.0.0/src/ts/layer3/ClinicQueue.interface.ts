import type { TriageLevel, Visit } from './ClinicQueueModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** Decides who is seen next, by urgency and by how much of the acceptable wait is used up. */
export interface ClinicQueue {
  readonly freeRooms: string[];

  init(scenario: Scenario): this;
  toScenario(): Scenario;

  arrive(level: TriageLevel, at: number): string;
  retriage(ticket: string, level: TriageLevel): this;
  callNext(room: string, at: number): Readonly<Visit> | null;
  missed(ticket: string, at: number): this;
  begin(ticket: string, at: number): this;
  finish(ticket: string): this;

  order(at: number): string[];
  overdue(at: number): string[];
  visit(ticket: string): Readonly<Visit>;
}
