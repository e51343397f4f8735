import { DefaultRecipeBox } from '../src/ts/layer2/DefaultRecipeBox.js';

jest.mock('fs', () => ({ existsSync: () => false, readFileSync: jest.fn(), writeFileSync: jest.fn() }));

test('scales a recipe', () => {
  const box = new DefaultRecipeBox('unused.json');
  box.add({ name: 'soup', serves: 4, minutes: 40, ingredients: [{ name: 'leek', amount: 2, unit: 'piece' }] });
  expect(box.scale('soup', 6).ingredients[0].amount).toBe(3);
});
