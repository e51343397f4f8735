import type { ChatMessage } from './ChatRoomModel.interface.js';

export interface ChatRoom {
  join(nick: string, role?: string): void;
  leave(nick: string): void;
  post(nick: string, text: string, replyTo?: number): ChatMessage | null;
  mute(moderator: string, nick: string, minutes: number): void;
  mentionsOf(nick: string): ChatMessage[];
}
