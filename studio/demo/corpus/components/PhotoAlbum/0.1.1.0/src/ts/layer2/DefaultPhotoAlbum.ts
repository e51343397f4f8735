import { randomUUID } from 'node:crypto';
import type { PhotoAlbum } from '../layer3/PhotoAlbum.interface.js';
import type { Photo, PhotoAlbumModel } from '../layer3/PhotoAlbumModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** Pictures with tags and ratings. Reading folders is no longer the album's business. */
export class DefaultPhotoAlbum implements PhotoAlbum {
  private model: PhotoAlbumModel;
  public owner = '';

  constructor() {
    this.model = { uuid: randomUUID(), title: 'Album', photos: [] };
  }

  init(scenario: Scenario<PhotoAlbumModel>): this {
    this.owner = scenario.owner;
    this.model = scenario.model;
    return this;
  }

  toScenario(): Scenario<PhotoAlbumModel> {
    return {
      ior: { uuid: this.model.uuid, component: 'PhotoAlbum', version: '0.1.1.0' },
      owner: this.owner,
      model: this.model,
    };
  }

  get title(): string {
    return this.model.title;
  }

  set title(title: string) {
    this.model.title = title;
  }

  /** Adds a picture in its place by time; a path is added once. */
  add(path: string, takenAt: number): this {
    if (!this.model.photos.some(photo => photo.path === path)) {
      this.model.photos.push({ path, takenAt, rating: 0, tags: [] });
      this.model.photos.sort((one, other) => one.takenAt - other.takenAt);
    }
    return this;
  }

  tag(path: string, ...tags: string[]): this {
    const photo = this.getPhoto(path);
    photo.tags = [...new Set([...photo.tags, ...tags])];
    return this;
  }

  rate(path: string, rating: number): this {
    if (!Number.isInteger(rating) || rating < 0 || rating > 5) {
      throw new RangeError(`a rating is 0 to 5 stars, not ${rating}`);
    }
    this.getPhoto(path).rating = rating;
    return this;
  }

  find(tag: string): Photo[] {
    return this.model.photos.filter(photo => photo.tags.includes(tag));
  }

  best(count: number): Photo[] {
    return [...this.model.photos].sort((one, other) => other.rating - one.rating).slice(0, count);
  }

  byDay(): Map<string, Photo[]> {
    const days = new Map<string, Photo[]>();
    for (const photo of this.model.photos) {
      const day = new Date(photo.takenAt).toISOString().slice(0, 10);
      days.set(day, [...(days.get(day) ?? []), photo]);
    }
    return days;
  }

  private getPhoto(path: string): Photo {
    const photo = this.model.photos.find(candidate => candidate.path === path);
    if (!photo) {
      throw new Error('not in the album: ' + path);
    }
    return photo;
  }
}
