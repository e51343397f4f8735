import { describe, expect, it } from 'vitest';
import { DefaultMusicMixer } from '../src/ts/layer2/DefaultMusicMixer.js';

describe('MusicMixer', () => {
  it('plays soloed tracks only', () => {
    const mixer = new DefaultMusicMixer().addTrack('bass').addTrack('lead').solo('lead', true);
    expect(mixer.audible).toEqual(['lead']);
  });

  it('is halfway down in the middle of a fade', () => {
    const mixer = new DefaultMusicMixer().addTrack('bass').fade('bass', 0, 4, -20);
    expect(mixer.gainAt('bass', 1)).toBeCloseTo(-10);
  });
});
