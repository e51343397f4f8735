import { DefaultGardenPlan } from '../layer2/DefaultGardenPlan.js';

export class GardenPlanCLI {
  plan: DefaultGardenPlan;

  constructor(args: string[]) {
    this.plan = new DefaultGardenPlan('garden.json');
    if (args[0] === 'bed') {
      this.plan.bed(args[1], parseInt(args[2]), parseInt(args[3]));
    } else if (args[0] === 'plant') {
      this.plan.plant(args[1], args[2], new Date().getFullYear());
    } else {
      this.plan.print();
    }
  }
}

new GardenPlanCLI(process.argv.slice(2));
