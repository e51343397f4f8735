import { expect, test } from '@jest/globals';
import { DefaultVoteCounter, sortByVotes } from '../src/ts/layer2/DefaultVoteCounter.js';

test('most votes win', () => {
  const election = new DefaultVoteCounter('colour', '/dev/null');
  election.voters = [];
  election.cast('v1', 'red');
  election.cast('v2', 'blue');
  election.cast('v3', 'blue');
  expect(election.winner()).toBe('blue');
});

test('sorts by votes', () => {
  expect(sortByVotes({ a: 1, b: 3, c: 2 })).toEqual(['b', 'c', 'a']);
});
