export type ChatRole = 'host' | 'moderator' | 'guest';

/** A person in the room. `mutedUntil` and `lastPostAt` are milliseconds since the epoch, 0 = never. */
export interface ChatMember {
  nick: string;
  role: ChatRole;
  mutedUntil: number;
  lastPostAt: number;
  readUpTo: number;
}

/** A posted line. Numbers start at 1 and are never reused, even after a retraction. */
export interface ChatMessage {
  number: number;
  author: string;
  text: string;
  postedAt: number;
  editedAt: number;
  replyTo: number | null;
  retracted: boolean;
}

export interface ChatRoomModel {
  uuid: string;
  topic: string;
  slowModeSeconds: number;
  editWindowSeconds: number;
  members: ChatMember[];
  messages: ChatMessage[];
}
