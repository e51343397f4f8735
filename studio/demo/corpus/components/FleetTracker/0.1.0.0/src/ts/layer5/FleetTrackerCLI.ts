import { DefaultFleetTracker } from '../layer2/DefaultFleetTracker.js';

export class FleetTrackerCLI {
  fleet: DefaultFleetTracker;

  constructor(plates: string[]) {
    this.fleet = new DefaultFleetTracker(plates);
  }

  execute(args: any[]) {
    const command = args.shift();
    if (command === 'nearest') {
      const vehicle = this.fleet.nearest(Number(args[0]), Number(args[1]));
      console.log(vehicle ? vehicle.plate : 'none');
    } else if (command === 'service') {
      console.log(this.fleet.dueForService().map((v: any) => v.plate).join('\n'));
    } else {
      console.error('unknown command ' + command);
      process.exit(1);
    }
  }
}
