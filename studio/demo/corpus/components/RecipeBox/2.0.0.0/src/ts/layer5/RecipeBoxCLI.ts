import { DefaultRecipeBox } from '../layer2/DefaultRecipeBox.js';
import type { RecipeBox } from '../layer3/RecipeBox.interface.js';
import type { Ingredient, RecipeBoxModel } from '../layer3/RecipeBoxModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** `recipebox show SLUG [PEOPLE]`, `shop SLUG:PEOPLE…`, `tonight PEOPLE`, `suggest MINUTES DAY`. */
export class RecipeBoxCLI {
  private box: RecipeBox;
  private page: string[];

  constructor() {
    this.box = new DefaultRecipeBox();
    this.page = [];
  }

  init(scenario: Scenario<RecipeBoxModel>): this {
    this.box.init(scenario);
    return this;
  }

  get output(): string {
    return this.page.join('\n');
  }

  show(slug: string, people: string = '4'): this {
    const recipe = this.box.scaled(slug, Number(people));
    return this.writeInternal(
      `${recipe.title} for ${people} (${recipe.minutes} min)`,
      ...recipe.ingredients.map(part => this.partInternal(part)),
      ...recipe.steps.map((step, index) => `${index + 1}. ${step}`),
    );
  }

  shop(...meals: string[]): this {
    const wanted = meals.map(meal => {
      const [slug, people = '4'] = meal.split(':');
      return { slug, people: Number(people) };
    });
    return this.writeInternal(...this.box.shoppingList(wanted).map(part => this.partInternal(part)));
  }

  tonight(people: string): this {
    const titles = this.box.cookableNow(Number(people)).map(recipe => recipe.title);
    return this.writeInternal(...(titles.length > 0 ? titles : ['go shopping first']));
  }

  suggest(minutes: string, day: string): this {
    return this.writeInternal(...this.box.suggest(Number(minutes), day).map(recipe => recipe.title));
  }

  execute([command, first = '', ...rest]: string[]): this {
    switch (command) {
      case 'show':
        return this.show(first, rest[0]);
      case 'shop':
        return this.shop(first, ...rest);
      case 'tonight':
        return this.tonight(first);
      case 'suggest':
        return this.suggest(first, rest[0]);
      default:
        return this.writeInternal(...this.box.titles);
    }
  }

  private partInternal({ amount, unit, name }: Ingredient): string {
    return unit === 'piece' ? `${amount} ${name}` : `${amount} ${unit} ${name}`;
  }

  private writeInternal(...lines: string[]): this {
    this.page.push(...lines);
    return this;
  }
}
