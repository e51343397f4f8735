export type Rating = 0 | 1 | 2 | 3 | 4 | 5;

/** One picture. `checksum` is the SHA-256 of the file and tells copies from pictures. */
export interface Photo {
  checksum: string;
  path: string;
  takenAt: number;
  width: number;
  height: number;
  rating: Rating;
  tags: string[];
}

/** A chapter holds checksums in the order in which they are shown. */
export interface Chapter {
  title: string;
  photos: string[];
}

export interface PhotoAlbumModel {
  uuid: string;
  title: string;
  cover: string | null;
  photos: Photo[];
  chapters: Chapter[];
}
