import { expect, it } from 'vitest';
import { DefaultBuildClock } from '../src/ts/layer2/DefaultBuildClock.js';

it('compares the latest run with the mean of the earlier ones', () => {
  const clock = new DefaultBuildClock();
  let time = 0;
  clock.now = () => time;
  for (const milliseconds of [100, 200, 300]) {
    clock.begin('r').enter('test');
    time += milliseconds;
    clock.leave('test');
  }
  expect(clock.slowdown('test')).toBe(2);
});
