import { describe, expect, it } from 'vitest';
import { GreatCircle } from '../src/ts/layer2/GreatCircle.js';

describe('GreatCircle', () => {
  it('measures a degree of latitude as about 111 km', () => {
    const metres = new GreatCircle().between({ latitude: 50, longitude: 8 }, { latitude: 51, longitude: 8 }).metres;
    expect(Math.round(metres / 1000)).toBe(111);
  });

  it('shrinks a degree of longitude towards the poles', () => {
    const at = (latitude: number): number =>
      new GreatCircle().between({ latitude, longitude: 0 }, { latitude, longitude: 1 }).metres;
    expect(at(60) / at(0)).toBeCloseTo(0.5, 3);
  });
});
