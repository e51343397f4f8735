import { describe, expect, it } from 'vitest';
import { DefaultQuizMaster } from '../src/ts/layer2/DefaultQuizMaster.js';

describe('QuizMaster', () => {
  it('rewards the faster of two right answers', () => {
    const quiz = new DefaultQuizMaster();
    quiz.addQuestion({ text: 'Seven times eight?', options: ['54', '56'], correct: 1, points: 100, seconds: 10 });
    quiz.enter('owls').enter('foxes').next().answer('owls', 1, 8).answer('foxes', 1, 2).reveal();
    expect(quiz.leaderboard()).toEqual([
      { rank: 1, name: 'foxes', score: 140 },
      { rank: 2, name: 'owls', score: 110 },
    ]);
  });

  it('refuses a question without a correct option', () => {
    const broken = { text: 'Odd?', options: ['yes', 'no'], correct: 2, points: 10, seconds: 10 };
    expect(() => new DefaultQuizMaster().addQuestion(broken)).toThrow('one of them correct');
  });
});
