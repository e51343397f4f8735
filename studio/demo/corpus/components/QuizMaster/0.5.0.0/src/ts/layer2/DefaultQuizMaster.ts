import { randomUUID } from 'node:crypto';
import type { QuizMaster } from '../layer3/QuizMaster.interface.js';
import type { Question, QuizMasterModel, Standing, Team } from '../layer3/QuizMasterModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/**
 * Scoring: the question's points for a right answer, up to half as much again for a fast one, ten more per right
 * answer in a row (at most fifty). The joker doubles all of it, and a wrong answer with the joker costs the points.
 */
export class DefaultQuizMaster implements QuizMaster {
  private static readonly STREAK_POINTS = 10;
  private static readonly STREAK_LIMIT = 50;

  private model: QuizMasterModel;
  private owner = '';

  constructor() {
    this.model = { uuid: randomUUID(), title: '', questions: [], teams: [], asked: -1, running: false };
  }

  init(scenario: Scenario): this {
    this.model = structuredClone(scenario.model);
    this.owner = scenario.owner;
    return this;
  }

  toScenario(): Scenario {
    return {
      ior: { uuid: this.model.uuid, component: 'QuizMaster', version: '0.5.0.0' },
      owner: this.owner,
      model: structuredClone(this.model),
    };
  }

  get question(): Readonly<Question> {
    const question = this.model.questions[this.model.asked];
    if (!question) {
      throw new Error('no question is on the table');
    }
    return question;
  }

  get running(): boolean {
    return this.model.running;
  }

  get finished(): boolean {
    return !this.model.running && this.model.asked === this.model.questions.length - 1;
  }

  get undecided(): string[] {
    return this.model.teams.filter(team => team.answer === null).map(team => team.name);
  }

  addQuestion(question: Question): this {
    if (question.options.length < 2 || question.options[question.correct] === undefined) {
      throw new Error(`'${question.text}' needs at least two options, one of them correct`);
    }
    this.model.questions.push(structuredClone(question));
    return this;
  }

  /** Teams may enter until the first question is shown. */
  enter(team: string): this {
    if (this.model.asked >= 0) {
      throw new Error(`${team} is too late, the quiz has begun`);
    }
    if (this.model.teams.some(other => other.name === team)) {
      throw new Error(`there is already a team '${team}'`);
    }
    this.model.teams.push({ name: team, score: 0, streak: 0, jokerLeft: true, jokerOn: false, answer: null });
    return this;
  }

  next(): this {
    if (this.model.running) {
      throw new Error('reveal the answer before the next question');
    }
    if (this.model.asked + 1 >= this.model.questions.length) {
      throw new Error('that was the last question');
    }
    this.model.asked += 1;
    this.model.running = true;
    for (const team of this.model.teams) {
      team.answer = null;
      team.jokerOn = false;
    }
    return this;
  }

  /** Once per evening, and only before the team has answered. */
  playJoker(name: string): this {
    const team = this.teamInternal(name);
    if (!this.model.running || team.answer !== null || !team.jokerLeft) {
      throw new Error(`${name} cannot play the joker now`);
    }
    team.jokerLeft = false;
    team.jokerOn = true;
    return this;
  }

  /** The first answer stands. An answer after the question's time is not taken. */
  answer(name: string, option: number, after: number): this {
    const team = this.teamInternal(name);
    if (!this.model.running || after > this.question.seconds) {
      throw new Error(`${name} answered too late`);
    }
    if (team.answer !== null) {
      throw new Error(`${name} has answered already`);
    }
    if (this.question.options[option] === undefined) {
      throw new RangeError(`there is no option ${option}`);
    }
    team.answer = { option, after };
    return this;
  }

  reveal(): this {
    if (!this.model.running) {
      throw new Error('nothing to reveal');
    }
    for (const team of this.model.teams) {
      team.score += this.pointsInternal(team);
      team.streak = team.answer?.option === this.question.correct ? team.streak + 1 : 0;
    }
    this.model.running = false;
    return this;
  }

  /** Equal scores share a rank and the next rank is skipped: 1, 2, 2, 4. */
  leaderboard(): Standing[] {
    const sorted = [...this.model.teams].sort((a, b) => b.score - a.score || a.name.localeCompare(b.name));
    return sorted.map(({ name, score }) => ({
      rank: 1 + sorted.filter(other => other.score > score).length,
      name,
      score,
    }));
  }

  private pointsInternal(team: Team): number {
    const { points, seconds, correct } = this.question;
    if (team.answer?.option !== correct) {
      return team.jokerOn ? -points : 0;
    }
    const speed = Math.round((points / 2) * (1 - team.answer.after / seconds));
    const streak = Math.min(team.streak * DefaultQuizMaster.STREAK_POINTS, DefaultQuizMaster.STREAK_LIMIT);
    return (points + speed + streak) * (team.jokerOn ? 2 : 1);
  }

  private teamInternal(name: string): Team {
    const found = this.model.teams.find(team => team.name === name);
    if (!found) {
      throw new Error(`no team is called '${name}'`);
    }
    return found;
  }
}
