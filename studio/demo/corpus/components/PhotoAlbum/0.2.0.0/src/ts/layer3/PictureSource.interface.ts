import type { Photo } from './PhotoAlbumModel.interface.js';

/** Where pictures come from. Implemented by layer 1, consumed by the importer of layer 4. */
export interface PictureSource {
  list(): Promise<string[]>;
  describe(path: string): Promise<Photo>;
}
