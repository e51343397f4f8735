export interface Ingredient {
  name: string;
  amount: number;
  unit: string;
}

/** Amounts are for `serves` people. */
export interface Recipe {
  slug: string;
  title: string;
  serves: number;
  minutes: number;
  ingredients: Ingredient[];
  steps: string[];
}

export interface RecipeBoxModel {
  uuid: string;
  recipes: Recipe[];
}
