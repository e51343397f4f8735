import type { CallDisplay } from '../layer3/CallDisplay.interface.js';
import type { ClinicQueue } from '../layer3/ClinicQueue.interface.js';

/** Fills free rooms: calls the next patient for each and waits on the display before it calls another. */
export class RoomDispatcher {
  private queue: ClinicQueue | null;
  private display: CallDisplay | null;
  private busy: Promise<unknown>;

  constructor() {
    this.queue = null;
    this.display = null;
    this.busy = Promise.resolve();
  }

  init(queue: ClinicQueue, display: CallDisplay): this {
    this.queue = queue;
    this.display = display;
    return this;
  }

  /** Returns the tickets called. Calls that overlap run one after the other, so no room is filled twice. */
  dispatch(at: number): Promise<string[]> {
    const turn = this.busy.then(() => this.fillInternal(at));
    this.busy = turn.catch(() => undefined);
    return turn;
  }

  /** The patient came in: treatment begins and the call disappears from the display. */
  async enter(ticket: string, at: number): Promise<this> {
    const { queue, display } = this.partsInternal();
    queue.begin(ticket, at);
    await display.clear(ticket);
    return this;
  }

  private async fillInternal(at: number): Promise<string[]> {
    const { queue, display } = this.partsInternal();
    const called: string[] = [];
    for (const room of queue.freeRooms) {
      const visit = queue.callNext(room, at);
      if (!visit) {
        break;
      }
      await display.show(visit.ticket, room);
      called.push(visit.ticket);
    }
    return called;
  }

  private partsInternal(): { queue: ClinicQueue; display: CallDisplay } {
    if (!this.queue || !this.display) {
      throw new Error('RoomDispatcher needs init(queue, display) first');
    }
    return { queue: this.queue, display: this.display };
  }
}
