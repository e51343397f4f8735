export interface VoteCounter {
  nominate(candidate: string): void;
  cast(voter: string, candidate: string): boolean;
  close(): void;
  tally(): any;
  winner(): string | undefined;
}
