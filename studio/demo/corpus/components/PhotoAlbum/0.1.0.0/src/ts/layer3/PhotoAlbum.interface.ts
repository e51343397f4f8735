import { PhotoAlbumModel } from './PhotoAlbumModel.interface.js';

export interface PhotoAlbum {
  model: PhotoAlbumModel;
  addFile(path: string): void;
  tag(path: string, tag: string): void;
  find(tag: string): any[];
}
