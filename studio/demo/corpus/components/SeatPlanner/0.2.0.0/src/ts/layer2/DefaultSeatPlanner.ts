import { randomUUID } from 'node:crypto';
import type { Scenario } from '../layer3/Scenario.interface.js';
import type { SeatPlanner } from '../layer3/SeatPlanner.interface.js';
import type { Guest, SeatPlannerModel, Table } from '../layer3/SeatPlannerModel.interface.js';

export class DefaultSeatPlanner implements SeatPlanner {
  public model: SeatPlannerModel;
  private owner: string;

  constructor() {
    this.model = { uuid: randomUUID(), occasion: '', guests: [], tables: [], affinities: [], seating: {} };
    this.owner = '';
  }

  init(scenario: Scenario): this {
    this.model = structuredClone(scenario.model);
    this.owner = scenario.owner;
    return this;
  }

  toScenario(): Scenario {
    return {
      ior: { uuid: this.model.uuid, component: 'SeatPlanner', version: '0.2.0.0' },
      owner: this.owner,
      model: structuredClone(this.model),
    };
  }

  get score(): number {
    return this.model.affinities
      .filter(({ left, right }) => this.tableOfGuestInternal(left) === this.tableOfGuestInternal(right))
      .filter(({ left }) => this.tableOfGuestInternal(left) !== undefined)
      .reduce((sum, { weight }) => sum + weight, 0);
  }

  get parties(): string[] {
    return [...new Set(this.model.guests.map(guest => guest.party))];
  }

  get unseated(): string[] {
    return this.parties.filter(party => this.model.seating[party] === undefined);
  }

  addTable(table: Table): this {
    if (this.model.tables.some(known => known.name === table.name)) {
      throw new Error(`there is a table '${table.name}' already`);
    }
    this.model.tables.push({ ...table });
    return this;
  }

  invite(name: string, party = name, needsAccess = false): this {
    this.model.guests.push({ name, party, needsAccess });
    return this;
  }

  affinity(left: string, right: string, weight: number): this {
    this.model.affinities.push({ left, right, weight });
    return this;
  }

  seat(party: string, tableName: string): this {
    const reason = this.obstacleInternal(party, this.tableInternal(tableName));
    if (reason !== '') {
      console.error(reason);
      return this;
    }
    this.model.seating[party] = tableName;
    return this;
  }

  unseat(party: string): this {
    delete this.model.seating[party];
    return this;
  }

  /** Seats everybody who has no table yet at the first table with room. */
  fill(): this {
    for (const party of this.unseated) {
      const table: any = this.model.tables.find(candidate => this.obstacleInternal(party, candidate) === '');
      if (table) {
        this.model.seating[party] = table.name;
      } else {
        console.error('no room for ' + party);
      }
    }
    return this;
  }

  swap(party: string, other: string): void {
    const here = this.model.seating[party];
    this.model.seating[party] = this.model.seating[other];
    this.model.seating[other] = here;
  }

  guestsAt(table: string): Guest[] {
    const { name } = this.tableInternal(table);
    return this.model.guests.filter(guest => this.model.seating[guest.party] === name);
  }

  freeSeats(table: string): number {
    return this.tableInternal(table).seats - this.guestsAt(table).length;
  }

  /** Why a party cannot sit at a table; empty when it can. */
  private obstacleInternal(party: string, table: Table): string {
    const members = this.membersInternal(party);
    const already = this.model.seating[party] === table.name ? members.length : 0;
    if (members.length > this.freeSeats(table.name) + already) {
      return `${members.length} guests, ${this.freeSeats(table.name)} free seats`;
    }
    return !table.accessible && members.some(guest => guest.needsAccess) ? 'it has steps' : '';
  }

  private membersInternal(party: string): Guest[] {
    const members = this.model.guests.filter(guest => guest.party === party);
    if (members.length === 0) {
      throw new Error(`nobody belongs to the party '${party}'`);
    }
    return members;
  }

  private tableOfGuestInternal(name: string): string | undefined {
    return this.model.seating[this.guestInternal(name).party];
  }

  private guestInternal(name: string): Guest {
    const found = this.model.guests.find(guest => guest.name === name);
    if (!found) {
      throw new Error(`${name} is not invited`);
    }
    return found;
  }

  private tableInternal(name: string): Table {
    const found = this.model.tables.find(table => table.name === name);
    if (!found) {
      throw new Error(`no table is called '${name}'`);
    }
    return found;
  }
}
