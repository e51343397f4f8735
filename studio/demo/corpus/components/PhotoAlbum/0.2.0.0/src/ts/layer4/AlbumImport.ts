import type { PhotoAlbum } from '../layer3/PhotoAlbum.interface.js';
import type { PictureSource } from '../layer3/PictureSource.interface.js';

/** Fills an album from a source, a few pictures at a time. Unreadable ones are listed, not fatal. */
export class AlbumImport {
  private album: PhotoAlbum | null = null;
  private parallel = 4;
  private failures = new Map<string, string>();
  private done = 0;
  private total = 0;

  constructor() {
    this.failures = new Map();
  }

  init(album: PhotoAlbum, parallel: number = 4): this {
    this.album = album;
    this.parallel = Math.max(1, parallel);
    this.failures.clear();
    return this;
  }

  /** Share of the current import that is through, from 0 to 1. */
  get progress(): number {
    return this.total === 0 ? 0 : this.done / this.total;
  }

  /** Path → reason, for every picture that was left out. */
  get unreadable(): ReadonlyMap<string, string> {
    return this.failures;
  }

  async run(source: PictureSource): Promise<this> {
    if (!this.album) {
      throw new Error('AlbumImport has no album; call init(album)');
    }
    const album = this.album;
    const queue = await source.list();
    this.total = queue.length;
    this.done = 0;
    const worker = async (): Promise<void> => {
      for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
        try {
          album.add(await source.describe(path));
        } catch (error) {
          this.failures.set(path, error instanceof Error ? error.message : String(error));
        }
        this.done += 1;
      }
    };
    await Promise.all(Array.from({ length: this.parallel }, worker));
    return this;
  }
}
