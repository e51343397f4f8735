export type ElectionPhase = 'nomination' | 'voting' | 'closed';

/** Candidates in the voter's order of preference, the favourite first. */
export interface Ballot {
  voter: string;
  ranking: string[];
}

/** One round of the count: votes per remaining candidate, who dropped out, ballots with nobody left on them. */
export interface CountRound {
  votes: Record<string, number>;
  eliminated: string | null;
  exhausted: number;
}

export interface VoteCounterModel {
  uuid: string;
  title: string;
  phase: ElectionPhase;
  /** Share of the roll that must vote, 0 to 1. */
  quorum: number;
  roll: string[];
  candidates: string[];
  ballots: Ballot[];
}
