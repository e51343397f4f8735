import type { Guest, Table } from './SeatPlannerModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** Seats parties at tables so that capacity and access hold and the company is good. */
export interface SeatPlanner {
  /** Sum of the affinities of all pairs that share a table. */
  readonly score: number;
  readonly unseated: string[];
  readonly parties: string[];

  init(scenario: Scenario): this;
  toScenario(): Scenario;

  addTable(table: Table): this;
  invite(name: string, party?: string, needsAccess?: boolean): this;
  affinity(left: string, right: string, weight: number): this;

  seat(party: string, table: string): this;
  unseat(party: string): this;
  fill(): this;
  swap(party: string, other: string): boolean;
  guestsAt(table: string): Guest[];
  freeSeats(table: string): number;
}
