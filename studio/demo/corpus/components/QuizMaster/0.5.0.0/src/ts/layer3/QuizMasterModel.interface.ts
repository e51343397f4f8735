export interface Question {
  text: string;
  options: string[];
  /** Index into `options`. */
  correct: number;
  points: number;
  seconds: number;
}

export interface Answer {
  option: number;
  /** Seconds from the moment the question was shown. */
  after: number;
}

export interface Team {
  name: string;
  score: number;
  streak: number;
  jokerLeft: boolean;
  jokerOn: boolean;
  answer: Answer | null;
}

export interface Standing {
  rank: number;
  name: string;
  score: number;
}

export interface QuizMasterModel {
  uuid: string;
  title: string;
  questions: Question[];
  teams: Team[];
  /** Index of the question shown, -1 before the first. */
  asked: number;
  /** Whether the question shown still takes answers. */
  running: boolean;
}
