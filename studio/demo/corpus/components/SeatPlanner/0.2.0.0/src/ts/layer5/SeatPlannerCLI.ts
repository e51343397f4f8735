import { readFile, writeFile } from 'node:fs/promises';
import { DefaultSeatPlanner } from '../layer2/DefaultSeatPlanner.js';

import type { Scenario } from '../layer3/Scenario.interface.js';
import type { SeatPlanner } from '../layer3/SeatPlanner.interface.js';
import type { SeatPlannerModel } from '../layer3/SeatPlannerModel.interface.js';
import { SeatOptimizer } from '../layer4/SeatOptimizer.js';

/** `seatplanner wedding.json avoid ann bob`, `seatplanner wedding.json plan`, `seatplanner wedding.json show`. */
export class SeatPlannerCLI {
  private planner: SeatPlanner;
  private path: string;

  constructor() {
    this.planner = new DefaultSeatPlanner();
    this.path = '';
  }

  static async start([path, ...args]: string[]): Promise<SeatPlannerCLI> {
    const cli = await new SeatPlannerCLI().init(path);
    await cli.execute(args);
    return cli.save();
  }

  async init(path: string): Promise<this> {
    this.path = path;
    this.planner.init(JSON.parse(await readFile(path, 'utf8')) as Scenario);
    return this;
  }

  async execute([command, first, second, third]: string[]): Promise<this> {
    switch (command) {
      case 'table':
        this.planner.addTable({ name: first, seats: Number(second), accessible: third !== 'steps' });
        return this;
      case 'like':
        this.planner.affinity(first, second, Number(third ?? 1));
        return this;
      case 'avoid':
        this.planner.affinity(first, second, -Number(third ?? 5));
        return this;
      case 'plan':
        return this.plan();
      case 'show':
        return this.show();
      default:
        throw new Error(`'${command}' is none of table, like, avoid, plan, show`);
    }
  }

  async plan(): Promise<this> {
    const before = this.planner.fill().score;
    const optimizer = await new SeatOptimizer(this.planner).improve();
    console.log(`score ${before}, after ${optimizer.swapsMade} swaps ${this.planner.score}`);
    return this.show();
  }

  show(): this {
    const model: SeatPlannerModel = this.planner.toScenario().model;
    for (const { name, seats } of model.tables) {
      const guests = this.planner.guestsAt(name).map(guest => guest.name);
      console.log(`${name} (${guests.length}/${seats}): ${guests.join(', ')}`);
    }
    if (this.planner.unseated.length > 0) {
      console.log(`without a table: ${this.planner.unseated.join(', ')}`);
    }
    return this;
  }

  async save(): Promise<this> {
    await writeFile(this.path, JSON.stringify(this.planner.toScenario(), null, 2));
    return this;
  }
}
