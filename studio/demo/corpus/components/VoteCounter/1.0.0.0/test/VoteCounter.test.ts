import { describe, expect, it } from 'vitest';
import { DefaultVoteCounter } from '../src/ts/layer2/DefaultVoteCounter.js';

describe('VoteCounter', () => {
  it('moves the votes of an eliminated candidate to the next choice', () => {
    const election = new DefaultVoteCounter().register('v1', 'v2', 'v3').nominate('red').nominate('green').nominate('blue');
    election.open().cast('v1', ['red']).cast('v2', ['green']).cast('v3', ['blue', 'green']).close();
    expect(election.winner()).toBe('green');
  });

  it('elects nobody without a quorum', () => {
    const election = new DefaultVoteCounter().register('v1', 'v2', 'v3').nominate('red').nominate('green').open();
    expect(election.cast('v1', ['red']).close().winner()).toBeNull();
  });
});
