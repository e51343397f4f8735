import { randomUUID } from 'node:crypto';
import type { Scenario } from '../layer3/Scenario.interface.js';
import type { VoteCounter } from '../layer3/VoteCounter.interface.js';
import type { Ballot, CountRound, ElectionPhase, VoteCounterModel } from '../layer3/VoteCounterModel.interface.js';

/** Runs an election through nomination, voting and count. The count is repeatable: equal ballots, equal rounds. */
export class DefaultVoteCounter implements VoteCounter {
  private model: VoteCounterModel;
  public owner: string;

  constructor() {
    this.owner = '';
    this.model = {
      uuid: randomUUID(),
      title: '',
      phase: 'nomination',
      quorum: 0.5,
      roll: [],
      candidates: [],
      ballots: [],
    };
  }

  init(scenario: Scenario): this {
    this.model = scenario.model;
    this.owner = scenario.owner;
    return this;
  }

  toScenario(): Scenario {
    return {
      ior: { uuid: this.model.uuid, component: 'VoteCounter', version: '1.0.0.0' },
      owner: this.owner,
      model: this.model,
    };
  }

  get phase(): ElectionPhase {
    return this.model.phase;
  }

  get turnout(): number {
    return this.model.ballots.length / this.model.roll.length;
  }

  get quorumReached(): boolean {
    return this.model.roll.length > 0 && this.turnout >= this.model.quorum;
  }

  /** Adds voters to the roll; a name that is there already is not added twice. */
  register(...voters: string[]): this {
    this.requireInternal('nomination');
    this.model.roll = [...new Set([...this.model.roll, ...voters])];
    return this;
  }

  nominate(candidate: string): this {
    this.requireInternal('nomination');
    if (this.model.candidates.includes(candidate)) {
      throw new Error(`${candidate} is already nominated`);
    }
    this.model.candidates.push(candidate);
    return this;
  }

  open(): this {
    this.requireInternal('nomination');
    if (this.model.candidates.length < 2) {
      throw new Error(`'${this.model.title}' needs at least two candidates`);
    }
    this.model.phase = 'voting';
    return this;
  }

  cast(voter: string, ranking: string[]): this {
    if (this.model.phase !== 'voting') {
      console.error('voting is not open');
      return this;
    }
    if (!this.model.roll.includes(voter)) {
      throw new Error(`${voter} is not on the roll`);
    }
    this.model.ballots = this.model.ballots.filter(ballot => ballot.voter !== voter);
    this.model.ballots.push({ voter, ranking });
    return this;
  }

  close(): this {
    this.requireInternal('voting');
    this.model.phase = 'closed';
    return this;
  }

  /**
   * Instant runoff: in each round the candidate with the fewest votes drops out, until one has a majority of the
   * ballots that still name somebody. A tie for last place removes the one nominated later.
   */
  rounds(): CountRound[] {
    this.requireInternal('closed');
    let remaining = [...this.model.candidates];
    const rounds: CountRound[] = [];
    while (remaining.length > 0) {
      const round = this.countInternal(remaining, this.model.ballots);
      rounds.push(round);
      const counted = this.model.ballots.length - round.exhausted;
      const best = Math.max(...Object.values(round.votes));
      if (best * 2 > counted || remaining.length === 1) {
        break;
      }
      const fewest = Math.min(...Object.values(round.votes));
      const last = remaining.findLast(name => round.votes[name] === fewest)!;
      round.eliminated = last;
      remaining = remaining.filter(name => name !== last);
    }
    return rounds;
  }

  /** Null without a quorum: a vote that too few took part in elects nobody. */
  winner(): string | null {
    this.requireInternal('closed');
    if (!this.quorumReached) {
      return null;
    }
    const final = this.rounds().at(-1)!;
    return Object.entries(final.votes).reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
  }

  private countInternal(remaining: string[], ballots: Ballot[]): CountRound {
    const votes = Object.fromEntries(remaining.map(name => [name, 0]));
    let exhausted = 0;
    for (const ballot of ballots) {
      const choice = ballot.ranking.find(name => remaining.includes(name));
      if (choice === undefined) {
        exhausted += 1;
      } else {
        votes[choice] += 1;
      }
    }
    return { votes, eliminated: null, exhausted };
  }

  private requireInternal(phase: ElectionPhase): void {
    if (this.model.phase !== phase) {
      throw new Error(`'${this.model.title}' is in phase ${this.model.phase}, this needs ${phase}`);
    }
  }
}
