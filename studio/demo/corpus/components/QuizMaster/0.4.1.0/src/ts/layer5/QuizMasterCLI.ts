import { readFileSync, writeFileSync } from 'node:fs';
import { DefaultQuizMaster } from '../layer2/DefaultQuizMaster.js';
import type { QuizMaster } from '../layer3/QuizMaster.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** The quiz host's desk: `quizmaster evening.json next`, `quizmaster evening.json answer owls 2 7.5`. */
export class QuizMasterCLI {
  private quiz: QuizMaster;
  private file: string;
  private readonly commands: Map<string, (args: string[]) => void>;

  constructor(file: string) {
    this.quiz = new DefaultQuizMaster();
    this.file = file;
    this.commands = new Map();
    this.quiz.init(JSON.parse(readFileSync(file, 'utf8')) as Scenario);
    this.commands
      .set('enter', ([team]) => this.quiz.enter(team))
      .set('next', () => this.showQuestion())

      .set('answer', ([team, option, after]) => this.quiz.answer(team, Number(option) - 1, Number(after)))
      .set('reveal', () => this.showReveal())
      .set('board', () => this.showBoard());
  }

  static start([file, ...args]: string[]): QuizMasterCLI {
    return new QuizMasterCLI(file).execute(args);
  }

  execute([command, ...args]: string[]): this {
    const action = this.commands.get(command);
    if (!action) {
      throw new Error(`'${command}' is none of ${[...this.commands.keys()].join(', ')}`);
    }
    action(args);
    writeFileSync(this.file, JSON.stringify(this.quiz.toScenario()));
    return this;
  }

  showQuestion(): this {
    const { text, options, points, seconds } = this.quiz.next().question;
    console.log(`${text}  (${points} points, ${seconds} s)`);
    options.forEach((option, index) => console.log(`  ${index + 1}  ${option}`));
    return this;
  }

  showReveal(): this {
    const { options, correct } = this.quiz.reveal().question;
    console.log(`The answer is: ${options[correct]}`);
    return this.showBoard();
  }

  showBoard(): this {
    for (const { rank, name, score } of this.quiz.leaderboard()) {
      console.log(`${String(rank).padStart(2)}. ${name.padEnd(20)} ${score}`);
    }
    return this;
  }
}
