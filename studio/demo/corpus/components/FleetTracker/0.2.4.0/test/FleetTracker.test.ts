import { describe, expect, it } from 'vitest';
import { DefaultFleetTracker } from '../src/ts/layer2/DefaultFleetTracker.js';

describe('FleetTracker', () => {
  it('adds the way between two reports to the odometer', () => {
    const fleet = new DefaultFleetTracker().enlist('B-FT 1', 10_000);
    fleet.report({ plate: 'B-FT 1', at: 100, latitude: 52, longitude: 13 });
    fleet.report({ plate: 'B-FT 1', at: 4000, latitude: 53, longitude: 13 });
    expect(fleet.vehicle('B-FT 1').odometerKm).toBeCloseTo(111.19, 1);
  });

  it('knows the zones a vehicle stands in', () => {
    const fleet = new DefaultFleetTracker().enlist('B-FT 1', 10_000);
    fleet.addZone({ name: 'depot', latitude: 52, longitude: 13, radiusKm: 1 });
    fleet.report({ plate: 'B-FT 1', at: 100, latitude: 52.001, longitude: 13 });
    expect(fleet.zonesOf('B-FT 1')).toEqual(['depot']);
  });
});
