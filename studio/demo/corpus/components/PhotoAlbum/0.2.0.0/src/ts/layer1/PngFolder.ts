import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Photo } from '../layer3/PhotoAlbumModel.interface.js';
import type { PictureSource } from '../layer3/PictureSource.interface.js';

/** The PNG files of a folder and its subfolders. The folder a picture lies in becomes its first tag. */
export class PngFolder implements PictureSource {
  private static readonly SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  private root: string;

  constructor() {
    this.root = '.';
  }

  init(root: string): this {
    this.root = root;
    return this;
  }

  async list(): Promise<string[]> {
    const entries = await readdir(this.root, { recursive: true });
    return entries.filter(entry => /\.png$/i.test(entry)).sort();
  }

  /** Reads the size from the IHDR chunk, which always comes first; the time is that of the file. */
  async describe(path: string): Promise<Photo> {
    const full = join(this.root, path);
    const [content, { mtimeMs }] = await Promise.all([readFile(full), stat(full)]);
    if (content.length < 24 || !content.subarray(0, 8).equals(PngFolder.SIGNATURE)) {
      throw new Error(`${path} is called .png but is not a PNG file`);
    }
    return {
      checksum: createHash('sha256').update(content).digest('hex'),
      path: full,
      takenAt: Math.round(mtimeMs),
      width: content.readUInt32BE(16),
      height: content.readUInt32BE(20),
      rating: 0,
      tags: path.split('/').slice(0, -1).slice(0, 1),
    };
  }
}
