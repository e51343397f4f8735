import { describe, expect, it } from 'vitest';
import { DefaultVoteCounter } from '../src/ts/layer2/DefaultVoteCounter.js';
import { BallotIntake } from '../src/ts/layer4/BallotIntake.js';

class ElectionFixture {
  static opened(): DefaultVoteCounter {
    return new DefaultVoteCounter()
      .register('v1', 'v2', 'v3', 'v4', 'v5')
      .nominate('red')
      .nominate('green')
      .nominate('blue')
      .open();
  }
}

describe('VoteCounter', () => {
  it('moves the votes of an eliminated candidate to the next choice', () => {
    const election = ElectionFixture.opened()
      .cast('v1', ['red'])
      .cast('v2', ['red'])
      .cast('v3', ['green'])
      .cast('v4', ['green', 'red'])
      .cast('v5', ['blue', 'green'])
      .close();
    expect(election.rounds()[0].eliminated).toBe('blue');
    expect(election.winner()).toBe('green');
    expect(election.headToHead('red', 'green')).toEqual([2, 3]);
  });

  it('elects nobody without a quorum', () => {
    const election = ElectionFixture.opened().cast('v1', ['red']).cast('v2', ['red']).close();
    expect(election.turnout).toBeCloseTo(0.4);
    expect(election.winner()).toBeNull();
  });

  it('counts the last ballot of a voter only', () => {
    const election = ElectionFixture.opened().cast('v1', ['red']).cast('v1', ['blue']);
    expect(election.toScenario().model.ballots).toEqual([{ voter: 'v1', ranking: ['blue'] }]);
  });

  it('rejects the ballot of a voter who was counted at another station', async () => {
    const election = ElectionFixture.opened();
    const intake = await new BallotIntake()
      .init({
        north: async () => [{ voter: 'v1', ranking: ['blue'] }],
        east: async () => [{ voter: 'v1', ranking: ['red'] }],
      })
      .collectInto(election);
    expect(intake.rejections).toEqual([{ station: 'north', voter: 'v1', reason: 'voted at another station' }]);
    expect(election.toScenario().model.ballots[0].ranking).toEqual(['red']);
  });
});
