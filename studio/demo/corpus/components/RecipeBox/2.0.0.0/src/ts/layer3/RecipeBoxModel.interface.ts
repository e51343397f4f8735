/** Kitchen units. Volumes and weights convert among themselves, `piece` only to itself. */
export type Unit = 'g' | 'kg' | 'ml' | 'l' | 'tsp' | 'tbsp' | 'cup' | 'piece';

export interface Ingredient {
  name: string;
  amount: number;
  unit: Unit;
}

/** A recipe as written: amounts are for `serves` people, `minutes` is from start to table. */
export interface Recipe {
  slug: string;
  title: string;
  serves: number;
  minutes: number;
  ingredients: Ingredient[];
  steps: string[];
  cookedOn: string[];
}

/** What is in the cupboard, by ingredient name, in base units (g, ml, piece). */
export interface RecipeBoxModel {
  uuid: string;
  kitchen: string;
  recipes: Recipe[];
  pantry: Ingredient[];
}
