import { DefaultVoteCounter, sortByVotes } from '../layer2/DefaultVoteCounter.js';

export class VoteCounterCLI {
  public election = new DefaultVoteCounter('poll', 'roll.txt');

  run(args: any) {
    try {
      for (const pair of args) {
        const [voter, candidate] = pair.split('=');
        this.election.nominate(candidate);
        this.election.cast(voter, candidate);
      }
      const tally = this.election.tally();
      sortByVotes(tally).forEach((name: string) => console.log(name, tally[name]));
    } catch (e) {
      console.error(e);
    }
  }
}
