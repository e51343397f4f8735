import { expect, it } from 'vitest';
import { DefaultWeatherLog } from '../src/ts/layer2/DefaultWeatherLog.js';

it('sums the rain of a month', () => {
  const log = new DefaultWeatherLog()
    .note({ date: '2025-03-01', low: -1, high: 4, rain: 2.4 })
    .note({ date: '2025-03-02', low: 1, high: 9, rain: 0.3 })
    .note({ date: '2025-04-01', low: 3, high: 12, rain: 8 });
  expect(log.rainIn(3)).toBe(2.7);
  expect(log.frostDays()).toHaveLength(1);
});
