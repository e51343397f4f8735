import type { Ingredient, Recipe, RecipeBoxModel } from './RecipeBoxModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

export interface RecipeBox {
  readonly titles: string[];
  init(scenario: Scenario<RecipeBoxModel>): this;
  toScenario(): Scenario<RecipeBoxModel>;
  collect(recipe: Recipe): this;
  scaled(slug: string, people: number): Recipe;
  shoppingList(slugs: string[], people: number): Ingredient[];
  quickerThan(minutes: number): Recipe[];
}
