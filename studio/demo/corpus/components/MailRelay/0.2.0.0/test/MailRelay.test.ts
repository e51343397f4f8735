import { expect, it } from 'vitest';
import { DefaultMailRelay } from '../src/ts/layer2/DefaultMailRelay.js';
import { DeliveryRound } from '../src/ts/layer4/DeliveryRound.js';

it('delivers what is due and counts it', async () => {
  const relay = new DefaultMailRelay().route('*', 'smart').accept('me@mail.test', ['a@x.test', 'b@x.test'], 'hi', 0);
  await new DeliveryRound().init(relay, { deliver: async () => ({ code: 250, text: 'ok' }) }).run(0);
  expect([relay.queued, relay.delivered]).toEqual([0, 2]);
});

it('puts a message off for five minutes after a temporary failure', async () => {
  const relay = new DefaultMailRelay().route('*', 'smart').accept('me@mail.test', ['a@x.test'], 'hi', 0);
  await new DeliveryRound().init(relay, { deliver: async () => ({ code: 450, text: 'busy' }) }).run(0);
  expect(relay.due(299_999)).toHaveLength(0);
  expect(relay.due(300_000)).toHaveLength(1);
});
