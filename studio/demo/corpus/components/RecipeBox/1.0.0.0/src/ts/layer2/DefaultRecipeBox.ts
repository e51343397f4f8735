import { readFileSync, writeFileSync, existsSync } from 'fs';
import type { RecipeBox } from '../layer3/RecipeBox.interface.js';

export class DefaultRecipeBox implements RecipeBox {
  public recipes: any = {};
  public file: string;
  public dirty = false;

  constructor(file: string) {
    this.file = file;
    if (existsSync(file)) {
      this.recipes = JSON.parse(readFileSync(file, 'utf8'));
    } else {
      console.log('new recipe box ' + file);
    }
  }

  add(recipe: any): void {
    if (!recipe.name || !recipe.serves) {
      console.error('recipe needs name and serves');
      return;
    }
    this.recipes[recipe.name] = recipe;
    this.dirty = true;
  }

  get(name: string): any {
    if (!this.recipes[name]) {
      console.error('no recipe ' + name);
    }
    return this.recipes[name];
  }

  scale(name: string, people: number): any {
    const recipe = JSON.parse(JSON.stringify(this.get(name)));
    for (const ingredient of recipe.ingredients) {
      ingredient.amount = round((ingredient.amount / recipe.serves) * people);
    }
    recipe.serves = people;
    return recipe;
  }

  shoppingList(names: string[]): any {
    const list: any = {};
    for (const name of names) {
      for (const ingredient of this.get(name).ingredients) {
        // amounts in different units are just listed next to each other
        const key = ingredient.name + ' (' + ingredient.unit + ')';
        list[key] = (list[key] || 0) + ingredient.amount;
      }
    }
    return list;
  }

  quick(minutes: number): string[] {
    return Object.keys(this.recipes).filter(name => this.recipes[name].minutes <= minutes);
  }

  save(): void {
    if (this.dirty) {
      writeFileSync(this.file, JSON.stringify(this.recipes, null, 2));
      this.dirty = false;
    }
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
