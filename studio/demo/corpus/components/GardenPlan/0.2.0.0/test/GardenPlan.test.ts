import { expect, it } from 'vitest';
import { DefaultGardenPlan } from '../src/ts/layer2/DefaultGardenPlan.js';

it('lets a bed rest from a family', () => {
  const plan = new DefaultGardenPlan().addBed('south', 120, 300).addBed('north', 120, 200);
  plan.plant('south', { crop: 'potato', family: 'nightshade', year: 2023 });
  expect(plan.where('nightshade', 2025)).toEqual(['north']);
  expect(plan.where('nightshade', 2027)).toEqual(['south', 'north']);
});
