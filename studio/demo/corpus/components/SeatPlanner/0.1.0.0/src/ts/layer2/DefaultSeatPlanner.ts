import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SeatPlanner } from '../layer3/SeatPlanner.interface.js';
import type { SeatPlannerModel } from '../layer3/SeatPlannerModel.interface.js';

export class DefaultSeatPlanner implements SeatPlanner {
  public model: SeatPlannerModel;
  public seatsPerTable: number;

  constructor(tableCount: number, seatsPerTable: number, guestFile?: string) {
    this.seatsPerTable = seatsPerTable;
    this.model = { uuid: randomUUID(), guests: [], tables: {}, enemies: [] };
    for (let i = 1; i <= tableCount; i++) {
      this.model.tables['table ' + i] = [];
    }
    if (guestFile) {
      readFileSync(guestFile, 'utf8').split('\n').forEach(line => this.invite(line.trim()));
      this.plan();
    }
  }

  invite(name: string): void {
    if (name && !this.model.guests.includes(name)) {
      this.model.guests.push(name);
    }
  }

  avoid(left: string, right: string): void {
    this.model.enemies.push([left, right]);
  }

  plan(): boolean {
    let complete = true;
    for (const guest of this.model.guests) {
      let seated = false;
      for (const table in this.model.tables) {
        const others = this.model.tables[table];
        if (others.includes(guest)) {
          seated = true;
          break;
        }
        if (others.length < this.seatsPerTable && !others.some((o: any) => areEnemies(this.model.enemies, o, guest))) {
          others.push(guest);
          seated = true;
          break;
        }
      }
      if (!seated) {
        console.error('no seat for ' + guest);
        complete = false;
      }
    }
    return complete;
  }

  print(): void {
    for (const table in this.model.tables) {
      console.log(table + ': ' + this.model.tables[table].join(', '));
    }
  }
}

export function areEnemies(enemies: any[], a: string, b: string): boolean {
  return enemies.some(pair => pair.includes(a) && pair.includes(b));
}
