export interface PhotoAlbumModel {
  title: string;
  photos: { path: string; takenAt: Date; tags: string[]; rating?: number }[];
}
