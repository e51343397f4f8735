import { DefaultQuizMaster } from '../layer2/DefaultQuizMaster.js';
import { createInterface } from 'node:readline/promises';

export class QuizMasterCLI {
  public quiz: any;
  public team = 'you';

  constructor(file: string) {
    this.quiz = new DefaultQuizMaster(file);
    this.quiz.enter(this.team);
  }

  async play() {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    let question = this.quiz.next();
    while (question) {
      const reply = await terminal.question(question.text + ' ' + question.options.join('/') + ' ');
      console.log(this.quiz.answer(this.team, question.options.indexOf(reply)) ? 'right' : 'wrong');
      question = this.quiz.next();
    }
    terminal.close();
    console.log(this.quiz.leaderboard());
  }
}
