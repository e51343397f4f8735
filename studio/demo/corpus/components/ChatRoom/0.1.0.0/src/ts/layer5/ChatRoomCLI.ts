import { DefaultChatRoom } from '../layer2/DefaultChatRoom.js';

export class ChatRoomCLI {
  room: any;

  constructor(args: string[]) {
    this.room = new DefaultChatRoom('lobby', process.env.USER);
    this.run(args);
  }

  run(args: string[]): void {
    if (args[0] === 'join') {
      this.room.join(args[1]);
    } else if (args[0] === 'post') {
      const message = this.room.post(args[1], args.slice(2).join(' '));
      if (message) console.log(message.author + ': ' + message.text);
    } else {
      console.log('usage: chatroom join|post');
    }
  }
}

export function main(): void {
  new ChatRoomCLI(process.argv.slice(2));
}
