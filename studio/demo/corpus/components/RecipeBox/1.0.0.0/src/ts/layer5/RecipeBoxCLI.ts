import { DefaultRecipeBox } from '../layer2/DefaultRecipeBox.js';

export class RecipeBoxCLI {
  box = new DefaultRecipeBox(process.env.HOME + '/recipes.json');

  run(args: string[]): void {
    const command = args[0];
    if (command === 'show') {
      console.log(JSON.stringify(this.box.scale(args[1], parseInt(args[2] || '4')), null, 2));
    } else if (command === 'shop') {
      const list = this.box.shoppingList(args.slice(1));
      Object.keys(list).forEach(key => console.log(key + ': ' + list[key]));
    } else {
      console.log(Object.keys(this.box.recipes).join('\n'));
    }
    this.box.save();
  }
}
