import type { ChatMessage } from './ChatRoomModel.interface.js';

/** Where messages go so that they outlive the process. Implementations live in layer 1. */
export interface TranscriptStore {
  append(message: ChatMessage): Promise<this>;
  readAll(): Promise<ChatMessage[]>;
}
