import { randomUUID } from 'node:crypto';
import type { RecipeBox } from '../layer3/RecipeBox.interface.js';
import type { Ingredient, Recipe, RecipeBoxModel } from '../layer3/RecipeBoxModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** Recipes by slug. Files are read and written by whoever holds the scenario. */
export class DefaultRecipeBox implements RecipeBox {
  private recipes = new Map<string, Recipe>();
  private uuid: string = randomUUID();

  constructor() {}

  init(scenario: Scenario<RecipeBoxModel>): this {
    this.uuid = scenario.model.uuid;
    scenario.model.recipes.forEach(recipe => this.collect(recipe));
    return this;
  }

  toScenario(): Scenario<RecipeBoxModel> {
    return {
      ior: { uuid: this.uuid, component: 'RecipeBox', version: '1.1.0.0' },
      owner: '',
      model: { uuid: this.uuid, recipes: [...this.recipes.values()] },
    };
  }

  get titles(): string[] {
    return [...this.recipes.values()].map(recipe => recipe.title).sort();
  }

  collect(recipe: Recipe): this {
    if (recipe.serves < 1) {
      throw new Error(`'${recipe.title}' must serve someone`);
    }
    this.recipes.set(recipe.slug, recipe);
    return this;
  }

  scaled(slug: string, people: number): Recipe {
    const recipe = this.recipeInternal(slug);
    const factor = people / recipe.serves;
    const ingredients = recipe.ingredients.map(part => ({ ...part, amount: this.round(part.amount * factor) }));
    return { ...recipe, serves: people, ingredients };
  }

  /** Adds up the ingredients of several recipes; the same thing in two units stays two lines. */
  shoppingList(slugs: string[], people: number): Ingredient[] {
    const list: Ingredient[] = [];
    for (const part of slugs.flatMap(slug => this.scaled(slug, people).ingredients)) {
      const line = list.find(known => known.name === part.name && known.unit === part.unit);
      if (line) {
        line.amount += part.amount;
      } else {
        list.push({ ...part });
      }
    }
    return list;
  }

  quickerThan(minutes: number): Recipe[] {
    return [...this.recipes.values()].filter(recipe => recipe.minutes < minutes);
  }

  private round(amount: number): number {
    return Math.round(amount * 10) / 10;
  }

  private recipeInternal(slug: string): Recipe {
    const recipe = this.recipes.get(slug);
    if (!recipe) {
      throw new Error('no recipe ' + slug);
    }
    return recipe;
  }
}
