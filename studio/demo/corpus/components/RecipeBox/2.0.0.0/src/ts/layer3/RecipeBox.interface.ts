import type { Ingredient, Recipe, RecipeBoxModel, Unit } from './RecipeBoxModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** Recipes and a pantry: what can be cooked, for how many, and what must be bought. */
export interface RecipeBox {
  readonly kitchen: string;
  readonly titles: string[];

  init(scenario: Scenario<RecipeBoxModel>): this;
  toScenario(): Scenario<RecipeBoxModel>;

  collect(recipe: Recipe): this;
  stock(name: string, amount: number, unit: Unit): this;
  cook(slug: string, people: number, day: string): this;

  scaled(slug: string, people: number): Recipe;
  shoppingList(meals: { slug: string; people: number }[]): Ingredient[];
  cookableNow(people: number): Recipe[];
  suggest(maxMinutes: number, today: string): Recipe[];
}
