import { DefaultSeatPlanner } from '../layer2/DefaultSeatPlanner.js';

export class SeatPlannerCLI {
  public planner: any;

  constructor(args: string[]) {
    if (args.length < 3) {
      console.error('usage: seatplanner TABLES SEATS FILE');
      return;
    }
    this.planner = new DefaultSeatPlanner(Number(args[0]), Number(args[1]), args[2]);
    this.planner.print();
  }
}
