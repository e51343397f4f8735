export interface ChatMember {
  nick: string;
  role: string;
  mutedUntil: number;
  lastPostAt: number;
}

export interface ChatMessage {
  number: number;
  author: string;
  text: string;
  postedAt: number;
  replyTo: any;
}

export interface ChatRoomModel {
  uuid: string;
  topic: string;
  slowModeSeconds: number;
  members: ChatMember[];
  messages: ChatMessage[];
}
