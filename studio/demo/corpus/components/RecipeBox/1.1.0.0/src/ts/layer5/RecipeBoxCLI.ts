import { DefaultRecipeBox } from '../layer2/DefaultRecipeBox.js';
import type { RecipeBoxModel } from '../layer3/RecipeBoxModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

export class RecipeBoxCLI {
  box: DefaultRecipeBox = new DefaultRecipeBox();

  constructor() {}

  init(scenario: Scenario<RecipeBoxModel>): this {
    this.box.init(scenario);
    return this;
  }

  execute(args: string[]): this {
    const [command, ...rest] = args;
    if (command === 'show') {
      console.log(JSON.stringify(this.box.scaled(rest[0], Number(rest[1] ?? 4)), null, 2));
    } else if (command === 'shop') {
      this.box.shoppingList(rest, 4).forEach(part => console.log(`${part.amount} ${part.unit} ${part.name}`));
    } else {
      console.log(this.box.titles.join('\n'));
    }
    return this;
  }
}
