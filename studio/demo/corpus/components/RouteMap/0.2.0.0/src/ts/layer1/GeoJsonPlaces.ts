import { readFile } from 'node:fs/promises';
import type { Place } from '../layer3/RouteMapModel.interface.js';

interface PointFeature {
  id?: string | number;
  properties?: { name?: string };
  geometry?: { type: string; coordinates: number[] };
}

/** Reads places from a GeoJSON feature collection; lines and areas in the same file are passed over. */
export class GeoJsonPlaces {
  private path = '';
  private skippedFeatures = 0;

  constructor() {}

  init(path: string): this {
    this.path = path;
    this.skippedFeatures = 0;
    return this;
  }

  get skipped(): number {
    return this.skippedFeatures;
  }

  async load(): Promise<Place[]> {
    const document = JSON.parse(await readFile(this.path, 'utf8')) as { features?: PointFeature[] };
    if (!Array.isArray(document.features)) {
      throw new Error(`${this.path} is not a GeoJSON feature collection`);
    }
    const points = document.features.filter(feature => feature.geometry?.type === 'Point');
    this.skippedFeatures = document.features.length - points.length;
    return points.map((feature, index) => this.placeInternal(feature, index));
  }

  /** GeoJSON puts longitude before latitude: the classic way to end up in the wrong ocean. */
  private placeInternal(feature: PointFeature, index: number): Place {
    const [longitude, latitude] = feature.geometry!.coordinates;
    const id = String(feature.id ?? `point-${index + 1}`);
    return { id, name: feature.properties?.name ?? id, latitude, longitude };
  }
}
