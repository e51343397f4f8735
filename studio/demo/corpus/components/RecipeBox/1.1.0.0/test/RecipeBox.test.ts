import { expect, test } from 'vitest';
import { DefaultRecipeBox } from '../src/ts/layer2/DefaultRecipeBox.js';

test('adds up what two recipes share', () => {
  const leek = { name: 'leek', amount: 2, unit: 'piece' };
  const soup = { slug: 'soup', title: 'Leek soup', serves: 4, minutes: 40, ingredients: [leek], steps: [] };
  const box = new DefaultRecipeBox().collect(soup).collect({ ...soup, slug: 'quiche', title: 'Quiche' });
  expect(box.shoppingList(['soup', 'quiche'], 2)).toEqual([{ ...leek, amount: 2 }]);
});
