import type { Photo, PhotoAlbumModel } from './PhotoAlbumModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

export interface PhotoAlbum {
  init(scenario: Scenario<PhotoAlbumModel>): this;
  toScenario(): Scenario<PhotoAlbumModel>;
  add(path: string, takenAt: number): this;
  tag(path: string, ...tags: string[]): this;
  rate(path: string, rating: number): this;
  find(tag: string): Photo[];
  best(count: number): Photo[];
  byDay(): Map<string, Photo[]>;
}
