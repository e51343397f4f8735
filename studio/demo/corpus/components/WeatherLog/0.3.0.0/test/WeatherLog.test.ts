import { beforeEach, describe, expect, it } from 'vitest';
import { CalendarDate } from '../src/ts/layer2/CalendarDate.js';
import { DefaultWeatherLog } from '../src/ts/layer2/DefaultWeatherLog.js';
import { LogImport } from '../src/ts/layer4/LogImport.js';

describe('WeatherLog', () => {
  let log: DefaultWeatherLog;

  beforeEach(() => {
    log = new DefaultWeatherLog()
      .note({ date: '2025-02-27', low: -4, high: 2, rain: 0 })
      .note({ date: '2025-02-28', low: -1, high: 7, rain: 0.4 })
      .note({ date: '2025-03-01', low: 2, high: 12, rain: null })
      .note({ date: '2025-03-04', low: 5, high: 15, rain: 6.2 });
  });

  it('names the gap between two notes', () => {
    expect(log.gaps()).toEqual([{ from: '2025-03-02', until: '2025-03-03', days: 2 }]);
  });

  it('does not take an unread gauge for a dry day', () => {
    expect(log.longestDrySpell()).toEqual({ from: '2025-02-27', until: '2025-02-28', days: 2 });
    expect(log.month('2025-03')).toMatchObject({ rain: 6.2, rainDaysMissing: 1 });
  });

  it('sums warmth over the base and refuses gaps', () => {
    expect(log.degreeDays('2025-02-27', '2025-03-01', 2)).toBe(6);
    expect(() => log.degreeDays('2025-03-01', '2025-03-04', 2)).toThrow('no weather of 2025-03-02');
  });

  it('corrects a day that is noted again, also after it was restored', () => {
    const restored = new DefaultWeatherLog().init(log.toScenario());
    restored.note({ date: '2025-02-27', low: -9, high: 0, rain: 0 });
    expect([restored.size, restored.coldest().low, log.coldest().low]).toEqual([4, -9, -4]);
  });

  it('goes on importing after a day that cannot be', async () => {
    const source = {
      async *read() {
        yield { date: '2025-02-30', low: 0, high: 1, rain: 0 };
        yield { date: '2025-03-02', low: 0, high: 1, rain: 0 };
      },
    };
    const report = await new LogImport().init(log).from(source);
    expect(report.count).toBe(1);
    expect(report.problems).toEqual(["'2025-02-30' is not a day of the calendar"]);
  });

  it('knows leap years', () => {
    expect(new CalendarDate().init('2024-02-28').plus(1).text).toBe('2024-02-29');
    expect(() => new CalendarDate().init('2025-02-29')).toThrow(RangeError);
  });
});
