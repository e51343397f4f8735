import { describe, expect, it } from '@jest/globals';
import { DefaultMusicMixer } from '../src/ts/layer2/DefaultMusicMixer.js';

describe('mixer', () => {
  it('adds two tracks and counts the clipping', () => {
    const mixer = new DefaultMusicMixer();
    mixer.addTrack('a', [0.5, 0.75]);
    mixer.addTrack('b', [0.25, 0.75]);
    expect(mixer.mix()).toEqual([0.75, 1]);
    expect(mixer.clipped).toBe(1);
  });
});
