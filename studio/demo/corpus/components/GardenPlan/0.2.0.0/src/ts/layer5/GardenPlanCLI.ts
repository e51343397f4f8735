import { DefaultGardenPlan } from '../layer2/DefaultGardenPlan.js';
import type { GardenPlanModel } from '../layer3/GardenPlanModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

export class GardenPlanCLI {
  private plan = new DefaultGardenPlan();

  constructor() {}

  init(scenario: Scenario<GardenPlanModel>): this {
    this.plan.init(scenario);
    return this;
  }

  /** `bed NAME WIDTH LENGTH`, `plant BED CROP FAMILY YEAR`, `where FAMILY YEAR`. */
  execute(command: string, ...words: string[]): this {
    try {
      if (command === 'bed') {
        this.plan.addBed(words[0], Number(words[1]), Number(words[2]));
      } else if (command === 'plant') {
        this.plan.plant(words[0], { crop: words[1], family: words[2], year: Number(words[3]) });
      } else if (command === 'where') {
        console.log(this.plan.where(words[0], Number(words[1])).join(' '));
      }
    } catch (error) {
      console.error(error);
    }
    return this;
  }
}
