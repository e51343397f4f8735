import { DefaultPhotoAlbum } from '../layer2/DefaultPhotoAlbum.js';
import type { PhotoAlbumModel } from '../layer3/PhotoAlbumModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

export class PhotoAlbumCLI {
  private album: DefaultPhotoAlbum;

  constructor() {
    this.album = new DefaultPhotoAlbum();
  }

  init(scenario: Scenario<PhotoAlbumModel>): this {
    this.album.init(scenario);
    return this;
  }

  execute(args: any[]): this {
    if (args[0] === 'find') {
      this.album.find(args[1]).forEach(photo => console.log(photo.path));
    } else if (args[0] === 'rate') {
      this.album.rate(args[1], Number(args[2]));
    } else if (args[0] === 'days') {
      this.album.byDay().forEach((photos, day) => console.log(`${day} ${photos.length}`));
    }
    return this;
  }
}
