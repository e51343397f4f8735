import type { Place } from '../layer3/RouteMapModel.interface.js';

/** The shortest line between two points on the globe, by the haversine formula. */
export class GreatCircle {
  private static readonly EARTH_RADIUS_METRES = 6_371_000;
  private length: number;

  constructor() {
    this.length = 0;
  }

  get metres(): number {
    return this.length;
  }

  between(one: Pick<Place, 'latitude' | 'longitude'>, other: Pick<Place, 'latitude' | 'longitude'>): this {
    const north = this.radiansInternal(other.latitude - one.latitude);
    const east = this.radiansInternal(other.longitude - one.longitude);
    const shrink = Math.cos(this.radiansInternal(one.latitude)) * Math.cos(this.radiansInternal(other.latitude));
    const chord = Math.sin(north / 2) ** 2 + shrink * Math.sin(east / 2) ** 2;
    this.length = 2 * GreatCircle.EARTH_RADIUS_METRES * Math.asin(Math.sqrt(chord));
    return this;
  }

  private radiansInternal(degrees: number): number {
    return (degrees * Math.PI) / 180;
  }
}
