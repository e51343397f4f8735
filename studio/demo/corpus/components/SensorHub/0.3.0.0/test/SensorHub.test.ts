import { describe, expect, it, vi } from 'vitest';
import { FrameDecoder } from '../src/ts/layer1/FrameDecoder.js';
import { DefaultSensorHub } from '../src/ts/layer2/DefaultSensorHub.js';
import { PollingLoop } from '../src/ts/layer4/PollingLoop.js';

describe('SensorHub', () => {
  it('ends an alarm only when the value is back by the hysteresis', () => {
    const hub = new DefaultSensorHub().register('cold', 'temperature');
    hub.watch('cold', { low: 2, high: 8, hysteresis: 1 });
    expect(hub.record('cold', 8.5, 1).alarms().get('cold')).toBe('high');
    expect(hub.record('cold', 7.5, 2).alarms().get('cold')).toBe('high');
    expect(hub.record('cold', 6.9, 3).alarms().size).toBe(0);
  });

  it('weighs values by the time they stood', () => {
    const hub = new DefaultSensorHub().register('a', 'light').record('a', 10, 0).record('a', 50, 90);
    expect(hub.average('a', 0, 100)).toBe(14);
  });

  it('calibrates from two known points', () => {
    const hub = new DefaultSensorHub().register('a', 'temperature').calibrate('a', 10, 0, 110, 200);
    expect(hub.record('a', 60, 1).latest('a').value).toBe(100);
  });
});

describe('FrameDecoder', () => {
  it('waits for the rest of a frame and skips a damaged one', () => {
    const decoder = new FrameDecoder();
    expect(decoder.decode(Buffer.from([0xa5, 3, 0, 100, 0, 0xa5, 3, 0]))).toEqual([]);
    expect(decoder.decode(Buffer.from([100, 103]))).toEqual([{ sensor: 'S3', raw: 1 }]);
    expect(decoder.damagedFrames).toBe(1);
  });
});

describe('PollingLoop', () => {
  it('slows down while the feed fails and recovers at once', async () => {
    const poll = vi.fn().mockRejectedValueOnce(new Error('bus')).mockResolvedValue([]);
    const loop = new PollingLoop().init(new DefaultSensorHub(), { poll }, 100);
    expect((await loop.tick()).delayMs).toBe(200);
    expect((await loop.tick()).delayMs).toBe(100);
  });
});
