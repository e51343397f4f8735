import { beforeEach, describe, expect, it } from 'vitest';
import { DefaultAlarmBell } from '../src/ts/layer2/DefaultAlarmBell.js';
import { EscalationChain } from '../src/ts/layer4/EscalationChain.js';

describe('AlarmBell', () => {
  let bell: DefaultAlarmBell;

  beforeEach(() => {
    bell = new DefaultAlarmBell()
      .watch({ name: 'boiler', unit: 'C', limit: 90, hysteresis: 5, severity: 'warning' })
      .watch({ name: 'smoke', unit: 'ppm', limit: 10, hysteresis: 1, severity: 'critical' });
  });

  it('keeps an acknowledged alarm until the value is well below the limit', () => {
    bell.measure('boiler', 91, 0).acknowledge('boiler', 'ines').measure('boiler', 86, 1);
    expect(bell.active).toHaveLength(1);
    expect(bell.measure('boiler', 84, 2).active).toHaveLength(0);
  });

  it('does not fall quiet by itself while nobody has acknowledged', () => {
    expect(bell.measure('boiler', 95, 0).measure('boiler', 20, 1).ringing).toBe(true);
  });

  it('rings for a broken sensor', () => {
    expect(bell.measure('smoke', NaN, 0).ringing).toBe(true);
  });

  it('silences what is not critical', () => {
    expect(bell.silence('boiler', 10, 0).measure('boiler', 99, 599).ringing).toBe(false);
    expect(bell.measure('boiler', 99, 600).ringing).toBe(true);
    expect(() => bell.silence('smoke', 10, 0)).toThrow('cannot be silenced');
  });

  it('raises the severity and tells the next person who can be reached', async () => {
    const told: string[] = [];
    const chain = new EscalationChain().init(bell, [
      { name: 'pager', notify: () => Promise.reject(new Error('no network')) },
      { name: 'siren', notify: async alarm => void told.push(`${alarm.sensor} ${alarm.severity}`) },
    ]);
    bell.measure('boiler', 95, 0);
    await chain.tick(119);
    expect(told).toEqual([]);
    await chain.tick(120);
    expect(told).toEqual(['boiler critical']);
    expect(chain.history).toEqual(['boiler: pager not reached', 'boiler (critical) to siren']);
  });
});
