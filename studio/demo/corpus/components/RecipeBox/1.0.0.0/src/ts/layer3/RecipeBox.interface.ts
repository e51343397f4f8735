export interface RecipeBox {
  recipes: any;
  add(recipe: any): void;
  get(name: string): any;
  scale(name: string, people: number): any;
  shoppingList(names: string[]): any;
}
