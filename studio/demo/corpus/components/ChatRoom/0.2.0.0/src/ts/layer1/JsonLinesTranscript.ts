import { appendFile, readFile } from 'node:fs/promises';
import type { ChatMessage } from '../layer3/ChatRoomModel.interface.js';
import type { TranscriptStore } from '../layer3/TranscriptStore.interface.js';

/** A transcript on disk: one JSON object per line, appended only, so that a crash costs at most one line. */
export class JsonLinesTranscript implements TranscriptStore {
  private path: string;

  constructor() {
    this.path = 'transcript.jsonl';
  }

  init(path: string): this {
    this.path = path;
    return this;
  }

  async append(message: ChatMessage): Promise<this> {
    await appendFile(this.path, JSON.stringify(message) + '\n', 'utf8');
    return this;
  }

  /** A missing file is an empty transcript; an unreadable last line is the mark of a crash and is dropped. */
  async readAll(): Promise<ChatMessage[]> {
    const lines = (await this.contentInternal()).split('\n').filter(line => line.length > 0);
    const messages: ChatMessage[] = [];
    for (const [index, line] of lines.entries()) {
      try {
        messages.push(JSON.parse(line) as ChatMessage);
      } catch (cause) {
        if (index < lines.length - 1) {
          throw new Error(`${this.path} line ${index + 1} is not a message`, { cause });
        }
      }
    }
    return messages;
  }

  private async contentInternal(): Promise<string> {
    try {
      return await readFile(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return '';
      }
      throw error;
    }
  }
}
