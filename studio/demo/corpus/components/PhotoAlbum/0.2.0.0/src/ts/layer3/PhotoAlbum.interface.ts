import type { Chapter, Photo, PhotoAlbumModel, Rating } from './PhotoAlbumModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** An album: pictures without duplicates, told in chapters. */
export interface PhotoAlbum {
  title: string;
  readonly size: number;
  readonly cover: Photo | null;
  readonly chapters: Chapter[];

  init(scenario: Scenario<PhotoAlbumModel>): this;
  toScenario(): Scenario<PhotoAlbumModel>;

  add(photo: Photo): this;
  rate(checksum: string, rating: Rating): this;
  tag(checksum: string, ...tags: string[]): this;
  place(checksum: string, chapter: string, position?: number): this;
  chaptersByDay(gapHours: number): this;

  find(...tags: string[]): Photo[];
  best(count: number): Photo[];
  unplaced(): Photo[];
}
