import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { QuizMaster } from '../layer3/QuizMaster.interface.js';
import type { QuizMasterModel } from '../layer3/QuizMasterModel.interface.js';

export class DefaultQuizMaster implements QuizMaster {
  model: QuizMasterModel = { uuid: randomUUID(), questions: [], teams: {}, asked: -1 };
  answered: string[] = [];

  constructor(file?: string) {
    if (file) {
      try {
        this.model.questions = JSON.parse(readFileSync(file, 'utf8'));
        shuffle(this.model.questions);
      } catch (error) {
        console.error('could not read the questions', error);
      }
    }
  }

  enter(team: string): void {
    if (this.model.teams[team] !== undefined) {
      console.error('team exists: ' + team);
      return;
    }
    this.model.teams[team] = 0;
  }

  next(): any {
    this.answered = [];
    this.model.asked++;
    return this.model.questions[this.model.asked];
  }

  answer(team: string, option: any): boolean {
    const question = this.model.questions[this.model.asked];
    if (this.answered.includes(team)) {
      console.error(team + ' answered twice');
      return false;
    }
    this.answered.push(team);
    if (option == question.correct) {
      this.model.teams[team] += question.points || 1;
      return true;
    }
    return false;
  }

  leaderboard(): any[] {
    return Object.entries(this.model.teams).sort((a: any, b: any) => b[1] - a[1]);
  }

  toScenario(): any {
    return { ior: { uuid: this.model.uuid, component: 'QuizMaster', version: '0.2.0.0' }, model: this.model };
  }
}

export function shuffle(list: any[]): any[] {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}
