import { beforeEach, describe, expect, it } from 'vitest';
import { WavFileSink } from '../src/ts/layer1/WavFileSink.js';
import { DefaultMusicMixer } from '../src/ts/layer2/DefaultMusicMixer.js';
import { Bounce } from '../src/ts/layer4/Bounce.js';

describe('MusicMixer', () => {
  let mixer: DefaultMusicMixer;
  const audio = new Map([['bass', new Float32Array(8).fill(0.5)], ['lead', new Float32Array(8).fill(0.5)]]);

  beforeEach(() => {
    const scenario = new DefaultMusicMixer().toScenario();
    scenario.model.sampleRate = 4;
    scenario.model.beatsPerMinute = 60;
    mixer = new DefaultMusicMixer().init(scenario).addTrack('bass').addTrack('lead');
  });

  it('lets mute win over solo', () => {
    expect(mixer.solo('lead', true).audible).toEqual(['lead']);
    expect(mixer.mute('lead', true).audible).toEqual([]);
  });

  it('puts a panned track on one side only', () => {
    const { left, right } = mixer.solo('bass', true).pan('bass', -1).mix(audio, 0, 1);
    expect(left[0]).toBeCloseTo(0.5);
    expect(right[0]).toBeCloseTo(0);
  });

  it('fades on a straight line and stays at its end', () => {
    mixer.gain('bass', -6).fade('bass', 2, 4, -26);
    expect([0, 3, 9].map(second => mixer.gainAt('bass', second))).toEqual([-6, -16, -26]);
    expect(() => mixer.fade('bass', 3, 5, 0)).toThrow('fading already');
  });

  it('turns both sides down alike when one would clip', () => {
    const { left, right } = mixer.gain('bass', 12).pan('bass', -1).pan('lead', 1).mix(audio, 0, 1);
    expect(Math.max(...left)).toBeCloseTo(0.95);
    expect(right[0] / left[0]).toBeCloseTo(0.5 / (0.5 * 10 ** 0.6));
  });

  it('closes the sink when a block fails', async () => {
    const calls: string[] = [];
    const sink = {
      async write() { calls.push('write'); return this; },
      async close() { calls.push('close'); },
    };
    await expect(new Bounce().init(mixer, sink, 1).run(new Map(), 2)).rejects.toThrow("no audio for the track 'bass'");
    expect(calls).toEqual(['close']);
  });

  it('encodes full scale as the largest integer', () => {
    const bytes = new WavFileSink().encode({ left: Float32Array.of(1), right: Float32Array.of(-1) });
    expect([bytes.readInt16LE(0), bytes.readInt16LE(2)]).toEqual([32767, -32767]);
  });
});
