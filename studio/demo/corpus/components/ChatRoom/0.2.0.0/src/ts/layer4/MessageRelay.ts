import type { ChatRoom } from '../layer3/ChatRoom.interface.js';
import type { ChatMessage } from '../layer3/ChatRoomModel.interface.js';
import type { TranscriptStore } from '../layer3/TranscriptStore.interface.js';

/** Hands new messages of a room to its transcript, in order, with one write under way at a time. */
export class MessageRelay {
  private room: ChatRoom | null = null;
  private store: TranscriptStore | null = null;
  private delivered = 0;
  private queue: Promise<void> = Promise.resolve();

  constructor() {
    this.delivered = 0;
  }

  init(room: ChatRoom, store: TranscriptStore): this {
    this.room = room;
    this.store = store;
    return this;
  }

  get deliveredUpTo(): number {
    return this.delivered;
  }

  /** Completes when every message known at the time of the call is written. */
  async flush(): Promise<this> {
    const pending = this.pendingInternal();
    this.queue = this.queue.then(() => this.writeInternal(pending));
    await this.queue;
    return this;
  }

  private pendingInternal(): ChatMessage[] {
    if (!this.room) {
      throw new Error('MessageRelay needs init(room, store) before flush()');
    }
    return this.room.toScenario().model.messages;
  }

  private async writeInternal(messages: ChatMessage[]): Promise<void> {
    for (const message of messages) {
      if (message.number > this.delivered) {
        await this.store!.append(message);
        this.delivered = message.number;
      }
    }
  }
}
