/** One picture, known by the path of its file. `takenAt` is milliseconds since the epoch. */
export interface Photo {
  path: string;
  takenAt: number;
  rating: number;
  tags: string[];
}

export interface PhotoAlbumModel {
  uuid: string;
  title: string;
  photos: Photo[];
}
