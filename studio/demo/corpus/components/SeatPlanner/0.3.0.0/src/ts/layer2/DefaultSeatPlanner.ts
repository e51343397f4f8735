import { randomUUID } from 'node:crypto';
import type { Scenario } from '../layer3/Scenario.interface.js';
import type { SeatPlanner } from '../layer3/SeatPlanner.interface.js';
import type { Guest, SeatPlannerModel, Table } from '../layer3/SeatPlannerModel.interface.js';

export class DefaultSeatPlanner implements SeatPlanner {
  private model: SeatPlannerModel;
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
      ior: { uuid: this.model.uuid, component: 'SeatPlanner', version: '0.3.0.0' },
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

  /** A guest without a party is one of their own. Whoever joins a seated party makes it stand up first. */
  invite(name: string, party = name, needsAccess = false): this {
    if (this.model.guests.some(guest => guest.name === name)) {
      throw new Error(`${name} is invited already`);
    }
    this.model.guests.push({ name, party, needsAccess });
    return this.unseat(party);
  }

  affinity(left: string, right: string, weight: number): this {
    this.guestInternal(left);
    this.guestInternal(right);
    this.model.affinities = this.model.affinities.filter(
      known => !(known.left === left && known.right === right) && !(known.left === right && known.right === left),
    );
    this.model.affinities.push({ left, right, weight });
    return this;
  }

  seat(party: string, tableName: string): this {
    const reason = this.obstacleInternal(party, this.tableInternal(tableName));
    if (reason !== '') {
      throw new Error(`${party} cannot sit at ${tableName}: ${reason}`);
    }
    this.model.seating[party] = tableName;
    return this;
  }

  unseat(party: string): this {
    delete this.model.seating[party];
    return this;
  }

  /** Seats everybody who has no table yet: the largest party first, each where it adds most to the score. */
  fill(): this {
    const waiting = this.unseated.sort((a, b) => this.membersInternal(b).length - this.membersInternal(a).length);
    for (const party of waiting) {
      const best = this.model.tables
        .filter(table => this.obstacleInternal(party, table) === '')
        .map(table => ({ table, score: this.scoreAtInternal(party, table) }))
        .sort((a, b) => b.score - a.score || this.freeSeats(a.table.name) - this.freeSeats(b.table.name))
        .at(0);
      if (!best) {
        throw new Error(`no table has room for ${party} (${this.membersInternal(party).length} seats)`);
      }
      this.model.seating[party] = best.table.name;
    }
    return this;
  }

  /** Exchanges the tables of two parties. False, and nothing changed, when either does not fit. */
  swap(party: string, other: string): boolean {
    const [here, there] = [this.model.seating[party], this.model.seating[other]];
    if (here === undefined || there === undefined || here === there) {
      return false;
    }
    this.unseat(party).unseat(other);
    const fits =
      this.obstacleInternal(party, this.tableInternal(there)) === '' &&
      this.obstacleInternal(other, this.tableInternal(here)) === '';
    this.model.seating[party] = fits ? there : here;
    this.model.seating[other] = fits ? here : there;
    return fits;
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

  private scoreAtInternal(party: string, table: Table): number {
    this.model.seating[party] = table.name;
    const score = this.score;
    this.unseat(party);
    return score;
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
