import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DefaultMailRelay } from '../src/ts/layer2/DefaultMailRelay.js';
import { DeliveryRound } from '../src/ts/layer4/DeliveryRound.js';

describe('MailRelay', () => {
  let relay: DefaultMailRelay;

  beforeEach(() => {
    relay = new DefaultMailRelay().route('*', 'smart').route('*.test', 'lab').route('mail.test', 'post');
  });

  it('prefers the domain to a wildcard and a wildcard to everything else', () => {
    expect(['a@mail.test', 'a@x.test', 'a@else.example'].map(to => relay.hostFor(to))).toEqual(['post', 'lab', 'smart']);
  });

  it('takes a message for all recipients or for none', () => {
    const strict = new DefaultMailRelay().route('mail.test', 'post');
    expect(() => strict.accept('me@mail.test', ['a@mail.test', 'b@far.example'], 'hi', 0)).toThrow('550 no route');
    expect(strict.queued).toBe(0);
  });

  it('waits longer after every failure and bounces in the end', () => {
    relay.accept('me@mail.test', ['you@x.test'], 'hi', 0);
    let now = 0;
    for (let attempt = 0; attempt < 4; attempt++) {
      const [envelope] = relay.due(now);
      now = relay.failed(envelope.id, '450 busy', false, now).toScenario().model.queue[0].nextAttemptAt;
    }
    expect(now).toBe((5 + 30 + 120 + 480) * 60_000);
    const [bounce] = relay.failed(relay.due(now)[0].id, '450 busy', false, now).due(now);
    expect(bounce).toMatchObject({ sender: '<>', recipient: 'me@mail.test' });
    expect(relay.failed(bounce.id, '550 gone', true, now).queued).toBe(0);
  });

  it('tries an unreachable host once per round', async () => {
    const deliver = vi.fn().mockRejectedValue(new Error('ECONNREFUSED'));
    relay.accept('me@mail.test', ['a@x.test', 'b@x.test'], 'hi', 0);
    const round = await new DeliveryRound().init(relay, { deliver }).run(0);
    expect(deliver).toHaveBeenCalledTimes(1);
    expect(round.unreachableHosts).toEqual(['lab']);
    expect(relay.due(5 * 60_000)).toHaveLength(2);
  });
});
