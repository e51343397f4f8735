import type { Question, Standing } from './QuizMasterModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** Leads teams through a list of questions and keeps the score. */
export interface QuizMaster {
  readonly question: Readonly<Question>;
  readonly running: boolean;
  readonly finished: boolean;
  /** Names of the teams that have not answered the question shown. */
  readonly undecided: string[];

  init(scenario: Scenario): this;
  toScenario(): Scenario;

  addQuestion(question: Question): this;
  enter(team: string): this;
  next(): this;
  playJoker(team: string): this;
  answer(team: string, option: number, after: number): this;
  reveal(): this;
  leaderboard(): Standing[];
}
