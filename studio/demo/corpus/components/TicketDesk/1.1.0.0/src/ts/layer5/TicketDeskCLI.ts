import { DefaultTicketDesk } from '../layer2/DefaultTicketDesk.js';
import type { TicketDeskScenario } from '../layer3/Scenario.interface.js';
import type { Urgency } from '../layer3/TicketDeskModel.interface.js';

/** Positional commands: `open REQUESTER URGENCY SUBJECT…`, `assign`, `solve NUMBER ANSWER…`. */
export class TicketDeskCLI {
  public desk: DefaultTicketDesk;

  constructor() {
    this.desk = new DefaultTicketDesk();
  }

  init(scenario: TicketDeskScenario): this {
    this.desk.init(scenario);
    return this;
  }

  execute(args: string[]): this {
    const now = Date.now();
    if (args[0] === 'open') {
      this.desk.open(args[1], args.slice(3).join(' '), args[2] as Urgency, now);
    } else if (args[0] === 'assign') {
      this.desk.assignNext(now);
    } else if (args[0] === 'solve') {
      this.desk.solve(Number(args[1]), args.slice(2).join(' '), now);
    } else {
      console.error('unknown command ' + args[0]);
    }
    return this;
  }
}
