import { beforeEach, describe, expect, it } from 'vitest';
import { NmeaPositionSource } from '../src/ts/layer1/NmeaPositionSource.js';
import { DefaultFleetTracker } from '../src/ts/layer2/DefaultFleetTracker.js';
import { PositionFeed } from '../src/ts/layer4/PositionFeed.js';

describe('FleetTracker', () => {
  let fleet: DefaultFleetTracker;

  beforeEach(() => {
    fleet = new DefaultFleetTracker().enlist('B-FT 1', 10_000).enlist('B-FT 2', 100);
  });

  it('adds the way between two reports to the odometer', () => {
    fleet
      .report({ plate: 'B-FT 1', at: 100, latitude: 52, longitude: 13 })
      .report({ plate: 'B-FT 1', at: 4000, latitude: 53, longitude: 13 });
    expect(fleet.vehicle('B-FT 1').odometerKm).toBeCloseTo(111.19, 1);
  });

  it('does not count the jitter of a parked vehicle as a journey', () => {
    for (let at = 1; at <= 100; at++) {
      fleet.report({ plate: 'B-FT 1', at, latitude: 52 + (at % 2) * 0.0001, longitude: 13 });
    }
    expect(fleet.vehicle('B-FT 1').odometerKm).toBe(0);
    expect(fleet.idle(1, 100)).toEqual(['B-FT 1']);
  });

  it('lists a vehicle for service until it was serviced', () => {
    fleet
      .report({ plate: 'B-FT 2', at: 1, latitude: 52, longitude: 13 })
      .report({ plate: 'B-FT 2', at: 2, latitude: 53, longitude: 13 });
    expect(fleet.dueForService(0)).toEqual(['B-FT 2']);
    expect(fleet.serviced('B-FT 2').dueForService(0)).toEqual([]);
  });

  it('reads a GPRMC sentence and refuses one with a wrong checksum', () => {
    const source = new NmeaPositionSource().init('B-FT 1', 'unused.log');
    const sentence = '$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230325,003.1,W*60';
    expect(source.parse(sentence)).toMatchObject({ plate: 'B-FT 1', at: Date.UTC(2025, 2, 23, 12, 35, 19) / 1000 });
    expect(source.parse(sentence.replace('*60', '*00'))).toBeNull();
  });

  it('lets the healthy sources finish when one fails', async () => {
    const healthy = { async *positions() { yield { plate: 'B-FT 1', at: 1, latitude: 1, longitude: 1 }; } };
    const broken = { async *positions() { throw new Error('radio silence'); } };
    const feed = new PositionFeed().init(fleet, [broken, healthy]);
    await expect(feed.run()).rejects.toThrow('1 of 2 position sources failed');
    expect(feed.reportsTaken).toBe(1);
  });
});
