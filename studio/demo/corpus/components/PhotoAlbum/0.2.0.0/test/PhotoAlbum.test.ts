import { beforeEach, describe, expect, it } from 'vitest';
import { DefaultPhotoAlbum } from '../src/ts/layer2/DefaultPhotoAlbum.js';
import type { Photo } from '../src/ts/layer3/PhotoAlbumModel.interface.js';
import { AlbumImport } from '../src/ts/layer4/AlbumImport.js';

class Pictures {
  static at(hour: number, checksum: string, tags: string[] = []): Photo {
    const takenAt = Date.UTC(2025, 5, 1, hour);
    return { checksum, path: `${checksum}.png`, takenAt, width: 300, height: 200, rating: 0, tags };
  }
}

describe('PhotoAlbum', () => {
  let album: DefaultPhotoAlbum;

  beforeEach(() => {
    album = new DefaultPhotoAlbum()
      .add(Pictures.at(9, 'aa', ['Sea']))
      .add(Pictures.at(10, 'bb', ['sea', 'boat']))
      .add(Pictures.at(20, 'cc'));
  });

  it('counts a copy once and keeps its rating', () => {
    album.rate('aa', 5).add({ ...Pictures.at(9, 'aa', ['sun']), path: 'copy.png' });
    expect(album.size).toBe(3);
    expect(album.find('sea', 'sun')[0]).toMatchObject({ path: 'copy.png', rating: 5 });
  });

  it('begins a chapter after a long gap', () => {
    const titles = album.chaptersByDay(6).chapters.map(chapter => [chapter.title, chapter.photos]);
    expect(titles).toEqual([['2025-06-01', ['aa', 'bb']], ['2025-06-01 (2)', ['cc']]]);
  });

  it('moves a picture between chapters instead of copying it', () => {
    album.place('aa', 'Morning').place('bb', 'Morning').place('aa', 'Best of');
    expect(album.chapters.map(chapter => chapter.photos)).toEqual([['bb'], ['aa']]);
  });

  it('drops lost pictures from chapters when restored', () => {
    const scenario = album.place('aa', 'Morning').useAsCover('aa').toScenario();
    scenario.model.photos = scenario.model.photos.filter(photo => photo.checksum !== 'aa');
    const restored = new DefaultPhotoAlbum().init(scenario);
    expect(restored.chapters[0].photos).toEqual([]);
    expect(restored.cover?.checksum).toBe('bb');
  });

  it('imports what can be read and names the rest', async () => {
    const source = {
      list: async () => ['x.png', 'broken.png'],
      describe: async (path: string) => {
        if (path.startsWith('broken')) {
          throw new Error('not a PNG file');
        }
        return Pictures.at(11, 'dd');
      },
    };
    const importer = await new AlbumImport().init(album, 2).run(source);
    expect(importer.progress).toBe(1);
    expect([...importer.unreadable]).toEqual([['broken.png', 'not a PNG file']]);
    expect(album.size).toBe(4);
  });
});
