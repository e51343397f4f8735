import { randomUUID } from 'node:crypto';
import type { PhotoAlbum } from '../layer3/PhotoAlbum.interface.js';
import type { Chapter, Photo, PhotoAlbumModel, Rating } from '../layer3/PhotoAlbumModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** An album that recognises a picture by its checksum, wherever it lies. */
export class DefaultPhotoAlbum implements PhotoAlbum {
  private uuid: string;
  private owner: string;
  private name: string;
  private coverChecksum: string | null;
  private photos: Map<string, Photo>;
  private parts: Chapter[];

  constructor() {
    this.uuid = randomUUID();
    this.owner = '';
    this.name = 'Untitled album';
    this.coverChecksum = null;
    this.photos = new Map();
    this.parts = [];
  }

  /** Chapters may name pictures that the album has lost; those places are dropped, the rest keeps its order. */
  init(scenario: Scenario<PhotoAlbumModel>): this {
    const { uuid, title, cover, photos, chapters } = structuredClone(scenario.model);
    this.uuid = uuid;
    this.owner = scenario.owner;
    this.name = title;
    this.photos = new Map(photos.map(photo => [photo.checksum, photo]));
    this.parts = chapters.map(part => ({ ...part, photos: part.photos.filter(each => this.photos.has(each)) }));
    this.coverChecksum = cover !== null && this.photos.has(cover) ? cover : null;
    return this;
  }

  toScenario(): Scenario<PhotoAlbumModel> {
    const model: PhotoAlbumModel = {
      uuid: this.uuid,
      title: this.name,
      cover: this.coverChecksum,
      photos: [...this.photos.values()],
      chapters: this.parts,
    };
    const ior = { uuid: this.uuid, component: 'PhotoAlbum', version: '0.2.0.0' };
    return { ior, owner: this.owner, model: structuredClone(model) };
  }

  get title(): string {
    return this.name;
  }

  set title(title: string) {
    if (title.trim() === '') {
      throw new Error('an album needs a title');
    }
    this.name = title.trim();
  }

  get size(): number {
    return this.photos.size;
  }

  /** The chosen cover, or else the best landscape picture. */
  get cover(): Photo | null {
    const chosen = this.coverChecksum === null ? undefined : this.photos.get(this.coverChecksum);
    return chosen ?? this.best(this.size).find(photo => photo.width > photo.height) ?? null;
  }

  get chapters(): Chapter[] {
    return structuredClone(this.parts);
  }

  /** Adding a picture again only takes over the newer path and the tags; its rating stays. */
  add(photo: Photo): this {
    const known = this.photos.get(photo.checksum);
    if (known) {
      known.path = photo.path;
      return this.tag(known.checksum, ...photo.tags);
    }
    this.photos.set(photo.checksum, { ...photo, tags: [] });
    return this.tag(photo.checksum, ...photo.tags);
  }

  rate(checksum: string, rating: Rating): this {
    this.photoInternal(checksum).rating = rating;
    return this;
  }

  useAsCover(checksum: string): this {
    this.coverChecksum = this.photoInternal(checksum).checksum;
    return this;
  }

  /** Tags are lower case and sorted; a tag with a leading minus takes the tag away. */
  tag(checksum: string, ...tags: string[]): this {
    const photo = this.photoInternal(checksum);
    const words = new Set(photo.tags);
    for (const tag of tags.map(each => each.trim().toLowerCase())) {
      if (tag.startsWith('-')) {
        words.delete(tag.slice(1));
      } else if (tag !== '') {
        words.add(tag);
      }
    }
    photo.tags = [...words].sort();
    return this;
  }

  /** Moves a picture into a chapter, which is made when it is new. A picture stands in one chapter only. */
  place(checksum: string, chapter: string, position?: number): this {
    const { checksum: id } = this.photoInternal(checksum);
    this.parts.forEach(part => (part.photos = part.photos.filter(each => each !== id)));
    let target = this.parts.find(part => part.title === chapter);
    if (!target) {
      target = { title: chapter, photos: [] };
      this.parts.push(target);
    }
    target.photos.splice(position ?? target.photos.length, 0, id);
    return this;
  }

  /** Sorts the unplaced pictures by time and begins a chapter wherever nobody took any for `gapHours`. */
  chaptersByDay(gapHours: number): this {
    let previous = -Infinity;
    let title = '';
    for (const photo of this.unplaced()) {
      if (photo.takenAt - previous > gapHours * 3_600_000) {
        title = this.freeTitleInternal(new Date(photo.takenAt).toISOString().slice(0, 10));
      }
      this.place(photo.checksum, title);
      previous = photo.takenAt;
    }
    return this;
  }

  /** Pictures that carry all the tags. */
  find(...tags: string[]): Photo[] {
    const wanted = tags.map(tag => tag.toLowerCase());
    return this.chronologicalInternal().filter(photo => wanted.every(tag => photo.tags.includes(tag)));
  }

  best(count: number): Photo[] {
    return this.chronologicalInternal().sort((one, other) => other.rating - one.rating).slice(0, count);
  }

  unplaced(): Photo[] {
    const placed = new Set(this.parts.flatMap(part => part.photos));
    return this.chronologicalInternal().filter(photo => !placed.has(photo.checksum));
  }

  private freeTitleInternal(day: string): string {
    const taken = this.parts.filter(part => part.title === day || part.title.startsWith(`${day} (`)).length;
    return taken === 0 ? day : `${day} (${taken + 1})`;
  }

  private chronologicalInternal(): Photo[] {
    return structuredClone([...this.photos.values()]).sort((one, other) => one.takenAt - other.takenAt);
  }

  private photoInternal(checksum: string): Photo {
    const photo = this.photos.get(checksum);
    if (!photo) {
      throw new Error(`'${this.name}' has no picture ${checksum.slice(0, 12)}`);
    }
    return photo;
  }
}
