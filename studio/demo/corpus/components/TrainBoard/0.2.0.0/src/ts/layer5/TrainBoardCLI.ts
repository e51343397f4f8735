import { DefaultTrainBoard } from '../layer2/DefaultTrainBoard.js';
import type { Scenario } from '../layer3/Scenario.interface.js';
import type { TrainBoardModel } from '../layer3/TrainBoardModel.interface.js';

export class TrainBoardCLI {
  public board = new DefaultTrainBoard();

  constructor() {}

  init(scenario: Scenario<TrainBoardModel>): this {
    this.board.init(scenario);
    return this;
  }

  /** `delay NUMBER MINUTES`, `track NUMBER TRACK`, `show HH:MM`. */
  execute(args: any[]): this {
    if (args[0] === 'delay') {
      this.board.delay(args[1], Number(args[2]));
    } else if (args[0] === 'track') {
      this.board.track(args[1], args[2]);
    } else if (args[0] === 'show') {
      for (const departure of this.board.next(args[1], 8)) {
        console.log(departure.time, departure.number, departure.destination, departure.track);
      }
    }
    return this;
  }
}
