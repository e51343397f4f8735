export interface QuizMaster {
  enter(team: string): void;
  next(): any;
  answer(team: string, option: any): boolean;
  leaderboard(): any[];
}
