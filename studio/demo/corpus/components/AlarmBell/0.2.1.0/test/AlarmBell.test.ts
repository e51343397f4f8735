import { describe, expect, it } from 'vitest';
import { DefaultAlarmBell } from '../src/ts/layer2/DefaultAlarmBell.js';

describe('AlarmBell', () => {
  const boiler = { name: 'boiler', unit: 'C', limit: 90, hysteresis: 5, severity: 'warning' as const };

  it('rings at the limit', () => {
    const bell = new DefaultAlarmBell().watch(boiler);
    expect(bell.measure('boiler', 89.9, 0).ringing).toBe(false);
    expect(bell.measure('boiler', 90, 1).ringing).toBe(true);
  });

  it('escalates once', () => {
    const bell = new DefaultAlarmBell().watch(boiler).measure('boiler', 99, 0);
    expect(bell.escalate(120)).toHaveLength(1);
    expect(bell.escalate(240)).toHaveLength(0);
  });
});
