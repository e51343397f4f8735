import { expect, jest, test } from '@jest/globals';
import { DefaultQuizMaster } from '../src/ts/layer2/DefaultQuizMaster.js';

test('a team answers once', () => {
  const spy = jest.spyOn(console, 'error').mockImplementation(() => {});
  const quiz = new DefaultQuizMaster();
  quiz.model.questions = [{ text: 'Is water wet?', options: ['yes', 'no'], correct: 0, points: 5 }];
  quiz.enter('owls');
  quiz.next();
  quiz.answer('owls', 0);
  quiz.answer('owls', 0);
  expect(quiz.leaderboard()).toEqual([['owls', 5]]);
  expect(spy).toHaveBeenCalled();
});
