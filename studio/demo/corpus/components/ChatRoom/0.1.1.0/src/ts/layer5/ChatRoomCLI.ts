import { DefaultChatRoom } from '../layer2/DefaultChatRoom.js';
import type { ChatRoom } from '../layer3/ChatRoom.interface.js';
import type { ChatMessage, ChatRoomModel } from '../layer3/ChatRoomModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** `chatroom join NICK`, `chatroom post NICK TEXT…`, `chatroom thread NUMBER`: positional parameters only. */
export class ChatRoomCLI {
  private room: ChatRoom;
  private lines: string[] = [];

  constructor() {
    this.room = new DefaultChatRoom();
  }

  static async start(args: string[]): Promise<void> {
    console.log(new ChatRoomCLI().execute(args).output);
  }

  init(scenario: Scenario<ChatRoomModel>): this {
    this.room.init(scenario);
    return this;
  }

  get output(): string {
    return this.lines.join('\n');
  }

  execute([command, ...parameters]: string[]): this {
    switch (command) {
      case 'join':
        this.room.join(parameters[0]);
        return this.printInternal(`${parameters[0]} joined ${this.room.topic}`);
      case 'post':
        this.room.post(parameters[0], parameters.slice(1).join(' '), Date.now());
        return this.printInternal(this.formatInternal(this.room.lastMessage!));
      case 'thread':
        return this.printInternal(...this.room.threadOf(Number(parameters[0])).map(m => this.formatInternal(m)));
      case 'unread':
        return this.printInternal(`${this.room.unreadFor(parameters[0])} unread`);
      default:
        return this.usage();
    }
  }

  usage(): this {
    return this.printInternal('chatroom join NICK | post NICK TEXT… | thread NUMBER | unread NICK');
  }

  private formatInternal(message: ChatMessage): string {
    const reply = message.replyTo === null ? '' : ` (re ${message.replyTo})`;
    return `#${message.number}${reply} ${message.author}: ${message.retracted ? '[retracted]' : message.text}`;
  }

  private printInternal(...lines: string[]): this {
    this.lines.push(...lines);
    return this;
  }
}
