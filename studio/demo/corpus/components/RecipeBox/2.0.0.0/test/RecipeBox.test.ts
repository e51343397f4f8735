import { beforeEach, describe, expect, it } from 'vitest';
import { MarkdownRecipe } from '../src/ts/layer1/MarkdownRecipe.js';
import { DefaultRecipeBox } from '../src/ts/layer2/DefaultRecipeBox.js';

const PANCAKES = `# Plain pancakes
Serves 4, 25 min

- 300 g flour
- 0,5 l milk
- 3 eggs
- ½ tsp salt

1. Whisk everything.
2. Fry thin.`;

describe('RecipeBox', () => {
  let box: DefaultRecipeBox;

  beforeEach(() => {
    box = new DefaultRecipeBox().collect(new MarkdownRecipe().read(PANCAKES).toRecipe());
  });

  it('reads amounts, fractions and unitless pieces from Markdown', () => {
    expect(box.scaled('plain-pancakes', 8).ingredients).toEqual([
      { name: 'flour', amount: 600, unit: 'g' },
      { name: 'milk', amount: 1, unit: 'l' },
      { name: 'eggs', amount: 6, unit: 'piece' },
      { name: 'salt', amount: 5, unit: 'ml' },
    ]);
  });

  it('buys only what the pantry lacks', () => {
    box.stock('flour', 1, 'kg').stock('eggs', 2, 'piece').stock('salt', 1, 'cup');
    expect(box.shoppingList([{ slug: 'plain-pancakes', people: 4 }])).toEqual([
      { name: 'eggs', amount: 1, unit: 'piece' },
      { name: 'milk', amount: 500, unit: 'ml' },
    ]);
  });

  it('takes nothing from the pantry when a meal cannot be cooked', () => {
    box.stock('flour', 300, 'g');
    expect(() => box.cook('plain-pancakes', 4, '2025-03-01')).toThrow('milk, salt missing');
    expect(box.toScenario().model.pantry).toEqual([{ name: 'flour', amount: 300, unit: 'g' }]);
  });

  it('does not suggest what was on the table this week', () => {
    box.stock('flour', 300, 'g').stock('milk', 1, 'l').stock('eggs', 3, 'piece').stock('salt', 1, 'tsp');
    box.cook('plain-pancakes', 4, '2025-03-01');
    expect(box.suggest(30, '2025-03-05')).toHaveLength(0);
    expect(box.suggest(30, '2025-03-08')).toHaveLength(1);
  });
});
