import type { QuizMaster } from '../layer3/QuizMaster.interface.js';
import type { Timer } from '../layer3/Timer.interface.js';

/** Runs one question from show to reveal: the time is up when it is up or when every team has answered. */
export class RoundClock {
  private quiz: QuizMaster | null;
  private timer: Timer | null;
  private abort: AbortController;

  constructor() {
    this.quiz = null;
    this.timer = null;
    this.abort = new AbortController();
  }

  init(quiz: QuizMaster, timer: Timer): this {
    this.quiz = quiz;
    this.timer = timer;
    return this;
  }

  /** Shows the next question, waits, reveals. Completes after the reveal. */
  async playRound(): Promise<this> {
    if (!this.quiz || !this.timer) {
      throw new Error('RoundClock needs init(quiz, timer) first');
    }
    this.abort = new AbortController();
    this.quiz.next();
    await this.timer.wait(this.quiz.question.seconds, this.abort.signal);
    this.quiz.reveal();
    return this;
  }

  async playAll(): Promise<this> {
    while (this.quiz && !this.quiz.finished) {
      await this.playRound();
    }
    return this;
  }

  /** To be called after each answer; ends the waiting when nobody is left to wait for. */
  answered(): this {
    if (this.quiz?.undecided.length === 0) {
      this.abort.abort();
    }
    return this;
  }
}
