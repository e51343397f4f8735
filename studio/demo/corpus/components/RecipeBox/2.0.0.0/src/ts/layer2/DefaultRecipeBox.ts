import { randomUUID } from 'node:crypto';
import type { RecipeBox } from '../layer3/RecipeBox.interface.js';
import type { Ingredient, Recipe, RecipeBoxModel, Unit } from '../layer3/RecipeBoxModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';
import { Measure } from './Measure.js';

/** A recipe box with a pantry. Amounts are kept in base units and rounded only where a person reads them. */
export class DefaultRecipeBox implements RecipeBox {
  private model: RecipeBoxModel;
  private owner = '';

  constructor() {
    this.model = { uuid: randomUUID(), kitchen: 'Kitchen', recipes: [], pantry: [] };
  }

  init(scenario: Scenario<RecipeBoxModel>): this {
    const { recipes, pantry, ...rest } = structuredClone(scenario.model);
    this.owner = scenario.owner;
    this.model = { ...rest, recipes: [], pantry: [] };
    recipes.forEach(recipe => this.collect(recipe));
    pantry.forEach(({ name, amount, unit }) => this.stock(name, amount, unit));
    return this;
  }

  toScenario(): Scenario<RecipeBoxModel> {
    const ior = { uuid: this.model.uuid, component: 'RecipeBox', version: '2.0.0.0' };
    return { ior, owner: this.owner, model: structuredClone(this.model) };
  }

  get kitchen(): string {
    return this.model.kitchen;
  }

  get titles(): string[] {
    return this.model.recipes.map(recipe => recipe.title).sort((one, other) => one.localeCompare(other));
  }

  /** Adds a recipe or replaces the one of the same slug, whose cooking days are carried over. */
  collect(recipe: Recipe): this {
    if (recipe.serves < 1 || recipe.ingredients.some(ingredient => ingredient.amount <= 0)) {
      throw new Error(`'${recipe.title}' must serve someone, and every ingredient needs an amount`);
    }
    const former = this.model.recipes.find(known => known.slug === recipe.slug);
    const cookedOn = [...new Set([...(former?.cookedOn ?? []), ...recipe.cookedOn])].sort();
    this.model.recipes = this.model.recipes.filter(known => known !== former);
    this.model.recipes.push({ ...structuredClone(recipe), cookedOn });
    return this;
  }

  /** Puts something into the pantry; a negative amount takes it out, down to nothing at most. */
  stock(name: string, amount: number, unit: Unit): this {
    const shelf = this.model.pantry.find(item => item.name === name);
    const held = shelf ?? { name, amount: 0, unit };
    const sum = new Measure().init(held).plus({ amount, unit }).base;
    this.model.pantry = this.model.pantry.filter(item => item !== shelf);
    if (sum.amount > 0) {
      this.model.pantry.push({ name, ...sum });
    }
    return this;
  }

  /** Uses up the ingredients and remembers the day. Refuses when something is missing, and then takes nothing. */
  cook(slug: string, people: number, day: string): this {
    const missing = this.shoppingList([{ slug, people }]);
    if (missing.length > 0) {
      throw new Error(`cannot cook ${slug}: ${missing.map(({ name }) => name).join(', ')} missing`);
    }
    this.portionInternal(slug, people).forEach(({ name, amount, unit }) => this.stock(name, -amount, unit));
    this.recipeInternal(slug).cookedOn.push(day);
    return this;
  }

  /** The recipe for another number of people, in amounts a cook can measure. */
  scaled(slug: string, people: number): Recipe {
    const ingredients = this.portionInternal(slug, people).map(part => ({
      name: part.name,
      ...new Measure().init(part).rounded(),
    }));
    return { ...structuredClone(this.recipeInternal(slug)), serves: people, ingredients };
  }

  /** What the meals need together beyond what the pantry holds, by name. */
  shoppingList(meals: { slug: string; people: number }[]): Ingredient[] {
    const needed = new Map<string, Measure>();
    for (const { name, amount, unit } of meals.flatMap(meal => this.portionInternal(meal.slug, meal.people))) {
      needed.set(name, (needed.get(name) ?? new Measure()).plus({ amount, unit }));
    }
    const list: Ingredient[] = [];
    for (const [name, measure] of needed) {
      const held = this.model.pantry.find(item => item.name === name);
      const short = measure.plus({ amount: -(held?.amount ?? 0), unit: held?.unit ?? measure.base.unit });
      if (short.base.amount > 1e-9) {
        list.push({ name, ...short.rounded() });
      }
    }
    return list.sort((one, other) => one.name.localeCompare(other.name));
  }

  cookableNow(people: number): Recipe[] {
    const cookable = this.model.recipes.filter(({ slug }) => this.shoppingList([{ slug, people }]).length === 0);
    return structuredClone(cookable);
  }

  /** Quick enough recipes, the longest not cooked in front; nothing from the last seven days. */
  suggest(maxMinutes: number, today: string): Recipe[] {
    const weekAgo = new Date(Date.parse(today) - 7 * 86_400_000).toISOString().slice(0, 10);
    const last = (recipe: Recipe): string => recipe.cookedOn.at(-1) ?? '';
    const quick = this.model.recipes.filter(recipe => recipe.minutes <= maxMinutes && last(recipe) <= weekAgo);
    return structuredClone(quick.sort((one, other) => last(one).localeCompare(last(other))));
  }

  private portionInternal(slug: string, people: number): Ingredient[] {
    if (people <= 0) {
      throw new RangeError(`cooking for ${people} people makes no meal`);
    }
    const recipe = this.recipeInternal(slug);
    return recipe.ingredients.map(part => ({ ...part, amount: (part.amount * people) / recipe.serves }));
  }

  private recipeInternal(slug: string): Recipe {
    const recipe = this.model.recipes.find(candidate => candidate.slug === slug);
    if (!recipe) {
      throw new Error(`the box of ${this.kitchen} holds no recipe '${slug}'`);
    }
    return recipe;
  }
}
