import { DefaultTrainBoard } from '../layer2/DefaultTrainBoard.js';

const board = new DefaultTrainBoard(process.argv[2], process.argv[3]);

export function onLine(line: any) {
  const words = line.split(' ');
  if (words[0] == 'delay') {
    board.delay(words[1], parseInt(words[2]));
  }
  if (words[0] == 'track') {
    board.track(words[1], words[2]);
  }
  board.show();
}

process.stdin.on('data', data => onLine(data.toString().trim()));
