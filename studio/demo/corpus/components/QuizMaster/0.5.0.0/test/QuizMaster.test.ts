import { beforeEach, describe, expect, it } from 'vitest';
import { DefaultQuizMaster } from '../src/ts/layer2/DefaultQuizMaster.js';
import { RoundClock } from '../src/ts/layer4/RoundClock.js';

describe('QuizMaster', () => {
  const capital = { text: 'Capital of Peru?', options: ['Quito', 'Lima'], correct: 1, points: 100, seconds: 20 };
  let quiz: DefaultQuizMaster;

  beforeEach(() => {
    quiz = new DefaultQuizMaster().addQuestion(capital).addQuestion(capital).enter('owls').enter('foxes').enter('bears');
  });

  it('rewards speed and a streak', () => {
    quiz.next().answer('owls', 1, 0).answer('foxes', 1, 20).reveal();
    expect(quiz.leaderboard().map(({ name, score }) => [name, score])).toEqual([['owls', 150], ['foxes', 100], ['bears', 0]]);
    quiz.next().answer('foxes', 1, 20).reveal();
    expect(quiz.leaderboard()[0]).toEqual({ rank: 1, name: 'foxes', score: 210 });
  });

  it('doubles with the joker and punishes the wrong answer', () => {
    quiz.next().playJoker('owls').playJoker('foxes').answer('owls', 1, 10).answer('foxes', 0, 10).reveal();
    expect(quiz.leaderboard().map(({ score }) => score)).toEqual([250, 0, -100]);
    expect(() => quiz.next().playJoker('owls')).toThrow('cannot play the joker');
  });

  it('shares a rank between equal scores', () => {
    quiz.next().answer('owls', 1, 20).answer('bears', 1, 20).reveal();
    expect(quiz.leaderboard().map(({ rank }) => rank)).toEqual([1, 1, 3]);
  });

  it('ends a round early when all have answered', async () => {
    const timer = {
      wait: (seconds: number, signal: AbortSignal) =>
        new Promise<void>(resolve => signal.addEventListener('abort', () => resolve())),
    };
    const clock = new RoundClock().init(quiz, timer);
    const round = clock.playRound();
    for (const team of ['owls', 'foxes', 'bears']) {
      quiz.answer(team, 1, 5);
      clock.answered();
    }
    await round;
    expect(quiz.running).toBe(false);
  });
});
