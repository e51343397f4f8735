import type { CountRound, ElectionPhase } from './VoteCounterModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** A ranked-choice election with a voter roll, a quorum and an instant-runoff count. */
export interface VoteCounter {
  readonly phase: ElectionPhase;
  /** Ballots cast divided by voters on the roll, 0 to 1. */
  readonly turnout: number;
  readonly quorumReached: boolean;

  init(scenario: Scenario): this;
  toScenario(): Scenario;

  register(...voters: string[]): this;
  nominate(candidate: string): this;
  open(): this;
  cast(voter: string, ranking: string[]): this;

  close(): this;

  rounds(): CountRound[];
  winner(): string | null;
}
