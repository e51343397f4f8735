import type { ChatMember, ChatMessage, ChatRole, ChatRoomModel } from './ChatRoomModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** A moderated room in which members post, reply, edit and are muted. */
export interface ChatRoom {
  readonly topic: string;
  readonly lastMessage: ChatMessage | null;

  init(scenario: Scenario<ChatRoomModel>): this;
  toScenario(): Scenario<ChatRoomModel>;

  join(nick: string, role?: ChatRole): this;
  leave(nick: string): this;
  post(nick: string, text: string, at: number, replyTo?: number): this;
  edit(nick: string, number: number, text: string, at: number): this;
  retract(nick: string, number: number): this;
  mute(moderator: string, nick: string, minutes: number, at: number): this;
  markRead(nick: string): this;

  unreadFor(nick: string): number;
  mentionsOf(nick: string): ChatMessage[];
  threadOf(number: number): ChatMessage[];
  member(nick: string): ChatMember;
}
