import { expect, test } from '@jest/globals';
import { areEnemies, DefaultSeatPlanner } from '../src/ts/layer2/DefaultSeatPlanner.js';

test('enemies sit apart', () => {
  const planner = new DefaultSeatPlanner(2, 2);
  planner.invite('ann');
  planner.invite('bob');
  planner.avoid('ann', 'bob');
  expect(planner.plan()).toBe(true);
  expect(areEnemies(planner.model.enemies, 'bob', 'ann')).toBe(true);
});
