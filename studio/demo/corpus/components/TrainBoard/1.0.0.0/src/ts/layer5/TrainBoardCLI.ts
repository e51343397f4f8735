import { ClockTime } from '../layer2/ClockTime.js';
import { DefaultTrainBoard } from '../layer2/DefaultTrainBoard.js';
import type { OperationsFeed } from '../layer3/OperationsFeed.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';
import type { TrainBoard } from '../layer3/TrainBoard.interface.js';
import type { Departure, TrainBoardModel } from '../layer3/TrainBoardModel.interface.js';
import { BoardUpdater } from '../layer4/BoardUpdater.js';

/** `trainboard show HH:MM`, `towards PLACE HH:MM`, `conflicts [MINUTES]`, `punctuality [MINUTES]`. */
export class TrainBoardCLI {
  private board: TrainBoard = new DefaultTrainBoard();
  private text: string[] = [];

  constructor() {
    this.text = [];
  }

  init(scenario: Scenario<TrainBoardModel>): this {
    this.board.init(scenario);
    return this;
  }

  get output(): string {
    return this.text.join('\n');
  }

  show(time: string): this {
    return this.rowsInternal(this.board.visible(new ClockTime().init(time).minute));
  }

  towards(place: string, time: string): this {
    const rows = this.board.towards(place, new ClockTime().init(time).minute);
    return rows.length > 0 ? this.rowsInternal(rows) : this.lineInternal(`nothing more to ${place} today`);
  }

  conflicts(minutes: string = '3'): this {
    this.board.conflicts(Number(minutes)).forEach(({ track, numbers, apartMinutes }) => {
      this.lineInternal(`track ${track}: ${numbers.join(' and ')} within ${apartMinutes} minutes`);
    });
    return this;
  }

  punctuality(minutes: string = '5'): this {
    return this.lineInternal(`${Math.round(this.board.punctuality(Number(minutes)) * 100)} % of the trains`);
  }

  async follow(feed: OperationsFeed, time: string): Promise<this> {
    const updater = new BoardUpdater().init(this.board, () => void this.show(time));
    await updater.follow(feed);
    return this;
  }

  execute([command, ...words]: string[]): this {
    switch (command) {
      case 'show':
        return this.show(words[0]);
      case 'towards':
        return this.towards(words[0], words[1]);
      case 'conflicts':
        return this.conflicts(words[0]);
      case 'punctuality':
        return this.punctuality(words[0]);
      default:
        throw new Error(`'${command}' is none of show, towards, conflicts, punctuality`);
    }
  }

  private rowsInternal(rows: Departure[]): this {
    for (const row of rows) {
      const time = ClockTime.ofMinute(row.plannedMinute).text;
      const remark = row.cancelled ? 'cancelled' : row.delayMinutes > 0 ? `+${row.delayMinutes}` : '';
      const track = row.track === row.plannedTrack ? row.track : `${row.track} (was ${row.plannedTrack})`;
      this.lineInternal([time, row.number, row.destination, track, remark].filter(part => part !== '').join('  '));
    }
    return this;
  }

  private lineInternal(line: string): this {
    this.text.push(line);
    return this;
  }
}
