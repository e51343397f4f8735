import { describe, expect, it } from 'vitest';
import { DefaultPhotoAlbum } from '../src/ts/layer2/DefaultPhotoAlbum.js';

describe('PhotoAlbum', () => {
  it('keeps pictures in the order of time', () => {
    const album = new DefaultPhotoAlbum().add('b.jpg', 2).add('a.jpg', 1).add('b.jpg', 2);
    expect(album.best(3).map(photo => photo.path)).toEqual(['a.jpg', 'b.jpg']);
  });

  it('refuses six stars', () => {
    expect(() => new DefaultPhotoAlbum().add('a.jpg', 1).rate('a.jpg', 6)).toThrow(RangeError);
  });
});
