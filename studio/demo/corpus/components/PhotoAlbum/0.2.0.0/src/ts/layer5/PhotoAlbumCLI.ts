import { DefaultPhotoAlbum } from '../layer2/DefaultPhotoAlbum.js';
import type { PhotoAlbum } from '../layer3/PhotoAlbum.interface.js';
import type { PhotoAlbumModel, Rating } from '../layer3/PhotoAlbumModel.interface.js';
import type { PictureSource } from '../layer3/PictureSource.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';
import { AlbumImport } from '../layer4/AlbumImport.js';

/** Album commands. A source must be given before `import` can be used. */
export class PhotoAlbumCLI {
  private album: PhotoAlbum = new DefaultPhotoAlbum();
  private source: PictureSource | null = null;
  private text = '';

  constructor() {
    this.text = '';
  }

  init(scenario: Scenario<PhotoAlbumModel>, source: PictureSource): this {
    this.album.init(scenario);
    this.source = source;
    return this;
  }

  get output(): string {
    return this.text;
  }

  async execute(command: string, ...words: string[]): Promise<this> {
    switch (command) {
      case 'import':
        return this.import();
      case 'rate':
        return this.rate(words[0], words[1]);
      case 'find':
        return this.find(...words);
      case 'contents':
        return this.contents();
      default:
        throw new Error(`'${command}' is none of import, rate, find, contents`);
    }
  }

  async import(): Promise<this> {
    if (!this.source) {
      throw new Error('there is no source to import from');
    }
    const importer = await new AlbumImport().init(this.album).run(this.source);
    importer.unreadable.forEach((reason, path) => this.addInternal(`left out ${path}: ${reason}`));
    return this.addInternal(`${this.album.size} pictures in '${this.album.title}'`);
  }

  rate(checksum: string, stars: string): this {
    if (!/^[0-5]$/.test(stars)) {
      throw new Error(`rate with 0 to 5 stars, not '${stars}'`);
    }
    this.album.rate(checksum, Number(stars) as Rating);
    return this.addInternal('★'.repeat(Number(stars)).padEnd(5, '☆'));
  }

  find(...tags: string[]): this {
    this.album.find(...tags).forEach(photo => this.addInternal(photo.path));
    return this;
  }

  contents(): this {
    this.album.chaptersByDay(6).chapters.forEach(chapter => {
      this.addInternal(`${chapter.title.padEnd(16, '.')}${String(chapter.photos.length).padStart(4, '.')}`);
    });
    return this;
  }

  private addInternal(line: string): this {
    this.text += `${line}\n`;
    return this;
  }
}
