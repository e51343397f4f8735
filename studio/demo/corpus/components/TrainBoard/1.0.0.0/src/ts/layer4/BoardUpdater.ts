import type { OperationsFeed } from '../layer3/OperationsFeed.interface.js';
import type { TrainBoard } from '../layer3/TrainBoard.interface.js';

/** Keeps a board up to date from a feed. Trains that do not stop here are counted and passed over. */
export class BoardUpdater {
  private board: TrainBoard | null = null;
  private onChange: () => void = () => undefined;
  private applied = 0;
  private foreign = 0;

  constructor() {
    this.applied = 0;
  }

  init(board: TrainBoard, onChange: () => void = () => undefined): this {
    this.board = board;
    this.onChange = onChange;
    this.applied = 0;
    this.foreign = 0;
    return this;
  }

  get counts(): { applied: number; foreign: number } {
    return { applied: this.applied, foreign: this.foreign };
  }

  async follow(feed: OperationsFeed): Promise<this> {
    const board = this.boardInternal();
    const known = new Set(board.toScenario().model.departures.map(departure => departure.number));
    for await (const announcement of feed.announcements()) {
      if (!known.has(announcement.number)) {
        this.foreign += 1;
        continue;
      }
      board.apply(announcement);
      this.applied += 1;
      this.onChange();
    }
    return this;
  }

  private boardInternal(): TrainBoard {
    if (!this.board) {
      throw new Error('a board updater needs a board: call init(board) first');
    }
    return this.board;
  }
}
