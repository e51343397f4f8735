import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { VoteCounter } from '../layer3/VoteCounter.interface.js';
import type { VoteCounterModel } from '../layer3/VoteCounterModel.interface.js';

/** Plurality vote: one voter, one candidate. */
export class DefaultVoteCounter implements VoteCounter {
  public model: VoteCounterModel;
  public voters: string[] = [];

  constructor(title: string, rollFile: string) {
    this.model = { uuid: randomUUID(), title, open: true, candidates: [], votes: {} };
    if (existsSync(rollFile)) {
      this.voters = readFileSync(rollFile, 'utf8').split('\n').map(line => line.trim());
    } else {
      console.error('no roll at ' + rollFile + ', everybody may vote');
    }
  }

  nominate(candidate: string): void {
    if (!this.model.candidates.includes(candidate)) {
      this.model.candidates.push(candidate);
    }
  }

  cast(voter: string, candidate: string): boolean {
    if (!this.model.open) {
      console.error('the vote is closed');
      return false;
    }
    if (this.voters.length > 0 && !this.voters.includes(voter)) {
      console.error(voter + ' may not vote');
      return false;
    }
    this.model.votes[voter] = candidate;
    return true;
  }

  close(): void {
    this.model.open = false;
  }

  tally(): any {
    const result: any = {};
    for (const voter in this.model.votes) {
      const candidate = this.model.votes[voter];
      result[candidate] = (result[candidate] || 0) + 1;
    }
    return result;
  }

  winner(): string | undefined {
    return sortByVotes(this.tally())[0];
  }

  toScenario() {
    return { ior: { uuid: this.model.uuid, component: 'VoteCounter', version: '0.4.2.0' }, owner: '', model: this.model };
  }
}

export function sortByVotes(tally: any): string[] {
  return Object.keys(tally).sort((a, b) => tally[b] - tally[a]);
}
