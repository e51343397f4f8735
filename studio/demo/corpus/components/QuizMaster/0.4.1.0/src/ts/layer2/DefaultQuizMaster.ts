import { randomUUID } from 'node:crypto';
import type { QuizMaster } from '../layer3/QuizMaster.interface.js';
import type { Question, QuizMasterModel, Standing, Team } from '../layer3/QuizMasterModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

export class DefaultQuizMaster implements QuizMaster {

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
      ior: { uuid: this.model.uuid, component: 'QuizMaster', version: '0.4.1.0' },
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
    this.model.teams.push({ name: team, score: 0, streak: 0, answer: null });
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
    }
    return this;
  }

  /** An answer after the question's time is not taken. */
  answer(name: string, option: number, after: number): this {
    const team = this.teamInternal(name);
    if (!this.model.running || after > this.question.seconds) {
      console.error(`${name} answered too late`);
      return this;
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

  leaderboard(): Standing[] {
    const sorted = [...this.model.teams].sort((a, b) => b.score - a.score);
    return sorted.map(({ name, score }, index) => ({ rank: index + 1, name, score }));
  }

  private pointsInternal(team: Team): number {
    const { points, seconds, correct } = this.question;
    if (team.answer?.option !== correct) {
      return 0;
    }
    return points + Math.round((points / 2) * (1 - team.answer.after / seconds)) + team.streak * 10;
  }

  private teamInternal(name: string): Team {
    const found = this.model.teams.find(team => team.name === name);
    if (!found) {
      throw new Error(`no team is called '${name}'`);
    }
    return found;
  }
}
