import { randomUUID } from 'node:crypto';
import type { ChatRoom } from '../layer3/ChatRoom.interface.js';
import type { ChatMember, ChatMessage, ChatRole, ChatRoomModel } from '../layer3/ChatRoomModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** Keeps the members and messages of one room and enforces its manners: slow mode, mutes, edit window. */
export class DefaultChatRoom implements ChatRoom {
  private model: ChatRoomModel;
  private owner = 'nobody';

  constructor() {
    this.model = {
      uuid: randomUUID(),
      topic: 'untitled',
      slowModeSeconds: 0,
      editWindowSeconds: 300,
      members: [],
      messages: [],
    };
  }

  /** Restores the room from a scenario; the scenario's arrays are copied, not shared. */
  init(scenario: Scenario<ChatRoomModel>): this {
    this.owner = scenario.owner;
    this.model = structuredClone(scenario.model);
    return this;
  }

  toScenario(): Scenario<ChatRoomModel> {
    return {
      ior: { uuid: this.model.uuid, component: 'ChatRoom', version: '0.2.0.0' },
      owner: this.owner,
      model: structuredClone(this.model),
    };
  }

  get topic(): string {
    return this.model.topic;
  }

  get lastMessage(): ChatMessage | null {
    return this.model.messages.at(-1) ?? null;
  }

  /** The first person to join becomes host; nicknames are unique regardless of case. */
  join(nick: string, role: ChatRole = 'guest'): this {
    if (!/^[\w-]{2,24}$/.test(nick)) {
      throw new Error(`'${nick}' is not a nickname: use 2 to 24 letters, digits, _ or -`);
    }
    if (this.model.members.some(member => member.nick.toLowerCase() === nick.toLowerCase())) {
      throw new Error(`${nick} is already in the room`);
    }
    const firstOne = this.model.members.length === 0;
    this.model.members.push({
      nick,
      role: firstOne ? 'host' : role,
      mutedUntil: 0,
      lastPostAt: 0,
      readUpTo: this.lastMessage?.number ?? 0,
    });
    return this;
  }

  /** When the host leaves, the longest-standing moderator (or else member) takes over. */
  leave(nick: string): this {
    const leaving = this.member(nick);
    this.model.members = this.model.members.filter(member => member !== leaving);
    if (leaving.role === 'host' && this.model.members.length > 0) {
      const heir = this.model.members.find(member => member.role === 'moderator') ?? this.model.members[0];
      heir.role = 'host';
    }
    return this;
  }

  post(nick: string, text: string, at: number, replyTo?: number): this {
    const author = this.member(nick);
    if (author.mutedUntil > at) {
      throw new Error(`${nick} is muted until ${new Date(author.mutedUntil).toISOString()}`);
    }
    const waitMs = author.lastPostAt + this.model.slowModeSeconds * 1000 - at;
    if (author.role === 'guest' && author.lastPostAt > 0 && waitMs > 0) {
      throw new Error(`slow mode: ${nick} may post again in ${Math.ceil(waitMs / 1000)} s`);
    }
    if (replyTo !== undefined) {
      this.messageInternal(replyTo);
    }
    const number = (this.lastMessage?.number ?? 0) + 1;
    this.model.messages.push({
      number, author: nick, text: text.trim(), postedAt: at, editedAt: 0, replyTo: replyTo ?? null, retracted: false,
    });
    author.lastPostAt = at;
    author.readUpTo = number;
    return this;
  }

  /** Only the author may edit, and only within the room's edit window. */
  edit(nick: string, number: number, text: string, at: number): this {
    const message = this.messageInternal(number);
    if (message.author !== nick) {
      throw new Error(`message ${number} belongs to ${message.author}`);
    }
    if (at - message.postedAt > this.model.editWindowSeconds * 1000) {
      throw new Error(`message ${number} can no longer be edited`);
    }
    message.text = text.trim();
    message.editedAt = at;
    return this;
  }

  /** Blanks a message but keeps its number, so that replies still have an anchor. */
  retract(nick: string, number: number): this {
    const message = this.messageInternal(number);
    if (message.author !== nick && this.member(nick).role === 'guest') {
      throw new Error(`${nick} may not retract the message of ${message.author}`);
    }
    message.text = '';
    message.retracted = true;
    return this;
  }

  mute(moderator: string, nick: string, minutes: number, at: number): this {
    const target = this.member(nick);
    if (this.member(moderator).role === 'guest' || target.role === 'host') {
      throw new Error(`${moderator} may not mute ${nick}`);
    }
    target.mutedUntil = Math.max(target.mutedUntil, at + minutes * 60_000);
    return this;
  }

  markRead(nick: string): this {
    this.member(nick).readUpTo = this.lastMessage?.number ?? 0;
    return this;
  }

  unreadFor(nick: string): number {
    const { readUpTo } = this.member(nick);
    return this.model.messages.filter(message => message.number > readUpTo && !message.retracted).length;
  }

  mentionsOf(nick: string): ChatMessage[] {
    const pattern = new RegExp(`@${this.member(nick).nick}(?![\\w-])`, 'i');
    return this.model.messages.filter(message => pattern.test(message.text));
  }

  /** The message and everything that answers it, directly or through other answers, in posting order. */
  threadOf(number: number): ChatMessage[] {
    const inThread = new Set([this.messageInternal(number).number]);
    for (const message of this.model.messages) {
      if (message.replyTo !== null && inThread.has(message.replyTo)) {
        inThread.add(message.number);
      }
    }
    return this.model.messages.filter(message => inThread.has(message.number));
  }

  member(nick: string): ChatMember {
    const found = this.model.members.find(member => member.nick === nick);
    if (!found) {
      throw new Error(`${nick} is not in the room '${this.model.topic}'`);
    }
    return found;
  }

  private messageInternal(number: number): ChatMessage {
    const found = this.model.messages.find(message => message.number === number);
    if (!found || found.retracted) {
      throw new Error(`there is no message ${number}`);
    }
    return found;
  }
}
