import { randomUUID } from 'node:crypto';
import type { ChatRoom } from '../layer3/ChatRoom.interface.js';
import type { ChatMessage, ChatRoomModel } from '../layer3/ChatRoomModel.interface.js';

function isMuted(member: any): boolean {
  return member.mutedUntil > Date.now();
}

export class DefaultChatRoom implements ChatRoom {
  public model: ChatRoomModel;
  public maxNick = 24;

  constructor(topic: string, host?: string) {
    this.model = { uuid: randomUUID(), topic: topic, slowModeSeconds: 0, members: [], messages: [] };
    if (host) {
      this.join(host, 'host');
    }
  }

  join(nick: string, role: string = 'guest'): void {
    if (nick.length > this.maxNick) {
      console.error('nick too long: ' + nick);
      return;
    }
    if (this._find(nick)) {
      console.error(nick + ' is already here');
      return;
    }
    this.model.members.push({ nick, role, mutedUntil: 0, lastPostAt: 0 });
  }

  leave(nick: string): void {
    this.model.members = this.model.members.filter(m => m.nick !== nick);
  }

  post(nick: string, text: string, replyTo?: number): ChatMessage | null {
    const author = this._find(nick);
    if (!author || isMuted(author)) {
      console.error('cannot post');
      return null;
    }
    if (Date.now() - author.lastPostAt < this.model.slowModeSeconds * 1000) {
      return null;
    }
    const message = {
      number: this.model.messages.length + 1,
      author: nick,
      text: text,
      postedAt: Date.now(),
      replyTo: replyTo,
    };
    this.model.messages.push(message);
    author.lastPostAt = message.postedAt;
    return message;
  }

  mute(moderator: string, nick: string, minutes: number): void {
    const target = this._find(nick);
    if (target) {
      target.mutedUntil = Date.now() + minutes * 60000;
    }
  }

  mentionsOf(nick: string): ChatMessage[] {
    return this.model.messages.filter(m => m.text.includes('@' + nick));
  }

  toScenario(): any {
    return { ior: { uuid: this.model.uuid, component: 'ChatRoom', version: '0.1.0.0' }, owner: '', model: this.model };
  }

  _find(nick: string): any {
    return this.model.members.find(m => m.nick === nick);
  }
}
