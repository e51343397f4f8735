import type { Ballot } from '../layer3/VoteCounterModel.interface.js';
import type { VoteCounter } from '../layer3/VoteCounter.interface.js';

/** Reads the ballots of several polling stations at once and casts them in one fixed order. */
export class BallotIntake {
  private stations: Map<string, () => Promise<Ballot[]>>;
  private rejected: { station: string; voter: string; reason: string }[];

  constructor() {
    this.stations = new Map();
    this.rejected = [];
  }

  init(stations: Record<string, () => Promise<Ballot[]>>): this {
    this.stations = new Map(Object.entries(stations));
    return this;
  }

  get rejections(): readonly { station: string; voter: string; reason: string }[] {
    return this.rejected;
  }

  /**
   * A voter who appears at two stations is counted at the one that comes first by name, whichever answers first.
   * A station that cannot be read stops the intake: a partial count would look like a complete one.
   */
  async collectInto(election: VoteCounter): Promise<this> {
    const names = [...this.stations.keys()].sort();
    const deliveries = await Promise.all(names.map(name => this.readInternal(name)));
    const seen = new Set<string>();
    this.rejected = [];
    names.forEach((station, index) => {
      for (const ballot of deliveries[index]) {
        this.castInternal(election, station, ballot, seen);
      }
    });
    return this;
  }

  private castInternal(election: VoteCounter, station: string, ballot: Ballot, seen: Set<string>): void {
    if (seen.has(ballot.voter)) {
      this.rejected.push({ station, voter: ballot.voter, reason: 'voted at another station' });
      return;
    }
    try {
      election.cast(ballot.voter, ballot.ranking);
      seen.add(ballot.voter);
    } catch (error) {
      this.rejected.push({ station, voter: ballot.voter, reason: (error as Error).message });
    }
  }

  private async readInternal(name: string): Promise<Ballot[]> {
    try {
      return await this.stations.get(name)!();
    } catch (cause) {
      throw new Error(`polling station ${name} did not deliver its ballots`, { cause });
    }
  }
}
