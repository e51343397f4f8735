import { readdirSync, statSync } from 'fs';
import { join } from 'path';
import { PhotoAlbum } from '../layer3/PhotoAlbum.interface.js';
import { PhotoAlbumModel } from '../layer3/PhotoAlbumModel.interface.js';

const EXTENSIONS = ['.jpg', '.jpeg', '.png'];

export function isPicture(path: string): boolean {
  return EXTENSIONS.some(extension => path.toLowerCase().endsWith(extension));
}

export class DefaultPhotoAlbum implements PhotoAlbum {
  public model: PhotoAlbumModel;

  constructor(folder: string, title = 'Album') {
    this.model = { title: title, photos: [] };
    for (const file of readdirSync(folder)) {
      if (isPicture(file)) {
        this.addFile(join(folder, file));
      }
    }
    this.model.photos.sort((a: any, b: any) => a.takenAt - b.takenAt);
  }

  addFile(path: string): void {
    try {
      this.model.photos.push({ path: path, takenAt: statSync(path).mtime, tags: [] });
    } catch (error) {
      console.error('cannot read ' + path);
    }
  }

  tag(path: string, tag: string): void {
    const photo: any = this.model.photos.find(p => p.path === path);
    photo.tags.push(tag);
  }

  rate(path: string, rating: number): void {
    const photo = this.model.photos.find(p => p.path === path);
    if (photo && rating >= 0 && rating <= 5) {
      photo.rating = rating;
    } else {
      console.error('cannot rate ' + path + ' with ' + rating);
    }
  }

  find(tag: string): any[] {
    return this.model.photos.filter(p => p.tags.includes(tag));
  }

  best(count: number): any[] {
    return [...this.model.photos].sort((a, b) => (b.rating || 0) - (a.rating || 0)).slice(0, count);
  }

  byDay(): any {
    const days: any = {};
    for (const photo of this.model.photos) {
      const day = photo.takenAt.toISOString().substring(0, 10);
      if (!days[day]) days[day] = [];
      days[day].push(photo);
    }
    return days;
  }
}
