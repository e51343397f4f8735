import { Readable } from 'node:stream';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LineFeed } from '../src/ts/layer1/LineFeed.js';
import { ClockTime } from '../src/ts/layer2/ClockTime.js';
import { DefaultTrainBoard } from '../src/ts/layer2/DefaultTrainBoard.js';
import { BoardUpdater } from '../src/ts/layer4/BoardUpdater.js';
import { TrainBoardCLI } from '../src/ts/layer5/TrainBoardCLI.js';

describe('TrainBoard', () => {
  let board: DefaultTrainBoard;
  const at = (time: string): number => new ClockTime().init(time).minute;

  beforeEach(() => {
    board = new DefaultTrainBoard()
      .schedule('RE5', '10:02', 'Harbour', '3', 'Mill', 'Bridge')
      .schedule('IC9', '10:06', 'Hills', '3')
      .schedule('N1', '24:20', 'Harbour', '1');
  });

  it('orders by the time at which trains really leave', () => {
    board.apply({ kind: 'delayed', number: 'RE5', minutes: 10 });
    expect(board.visible(at('10:00')).map(row => row.number)).toEqual(['IC9', 'RE5', 'N1']);
  });

  it('holds a train for a moment after it has left', () => {
    expect(board.visible(at('10:03'))).toHaveLength(3);
    expect(board.visible(at('10:04'))).toHaveLength(2);
  });

  it('sees two trains come to one track', () => {
    expect(board.conflicts(3)).toEqual([]);
    board.apply({ kind: 'delayed', number: 'RE5', minutes: 3 });
    expect(board.conflicts(3)).toEqual([{ track: '3', numbers: ['RE5', 'IC9'], apartMinutes: 1 }]);
    expect(board.apply({ kind: 'moved', number: 'IC9', track: '4' }).conflicts(3)).toEqual([]);
  });

  it('sends nobody to a cancelled train', () => {
    board.apply({ kind: 'cancelled', number: 'RE5' });
    expect(board.towards('harbour', at('10:00')).map(row => row.number)).toEqual(['N1']);
    expect(board.punctuality(5)).toBeCloseTo(2 / 3);
  });

  it('follows a feed and passes over trains of other stations', async () => {
    const changed = vi.fn();
    const feed = new LineFeed().init(Readable.from(['delay RE5 7\n', 'cancel X1\n', 'track IC9 4b\n']));
    const updater = await new BoardUpdater().init(board, changed).follow(feed);
    expect(updater.counts).toEqual({ applied: 2, foreign: 1 });
    expect(changed).toHaveBeenCalledTimes(2);
    const cli = new TrainBoardCLI().init(board.toScenario()).show('10:00');
    expect(cli.output.split('\n')[0]).toBe('10:06  IC9  Hills  4b (was 3)');
  });

  it('shows the time of a night train as a clock does', () => {
    expect(new ClockTime().init('24:20').text).toBe('00:20');
    expect(() => new ClockTime().init('7:5')).toThrow(RangeError);
  });
});
