import { expect, it } from 'vitest';
import { DefaultTrainBoard } from '../src/ts/layer2/DefaultTrainBoard.js';

it('keeps a late train on the board until it leaves', () => {
  const board = new DefaultTrainBoard().add('RE 5', '10:02', 'Harbour').add('IC 9', '10:20', 'Hills');
  board.delay('RE 5', 12);
  expect(board.next('10:10', 8).map(departure => departure.number)).toEqual(['RE 5', 'IC 9']);
  expect(board.next('10:15', 8).map(departure => departure.number)).toEqual(['IC 9']);
});
