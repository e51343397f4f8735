import { beforeEach, describe, expect, it } from 'vitest';
import { DefaultChatRoom } from '../src/ts/layer2/DefaultChatRoom.js';

describe('ChatRoom', () => {
  const noon = Date.UTC(2025, 2, 3, 12);
  let room: DefaultChatRoom;

  beforeEach(() => {
    room = new DefaultChatRoom().join('ada').join('ben', 'moderator').join('cy');
  });

  it('makes the first member host and hands the role to a moderator', () => {
    expect(room.member('ada').role).toBe('host');
    expect(room.leave('ada').member('ben').role).toBe('host');
  });

  it('refuses the posts of a muted member until the mute has run out', () => {
    room.mute('ben', 'cy', 5, noon);
    expect(() => room.post('cy', 'hello?', noon + 299_000)).toThrow('muted until');
    expect(room.post('cy', 'hello!', noon + 300_000).lastMessage?.text).toBe('hello!');
  });

  it('follows answers to answers in a thread', () => {
    room.post('ada', 'lunch?', noon).post('ben', 'other topic', noon).post('cy', 'yes', noon, 1).post('ada', 'where', noon, 3);
    expect(room.threadOf(1).map(message => message.number)).toEqual([1, 3, 4]);
  });

  it('counts unread messages without retracted ones', () => {
    room.post('ada', 'one', noon).post('ada', 'two @cy', noon).retract('ada', 1);
    expect(room.unreadFor('cy')).toBe(1);
    expect(room.mentionsOf('cy')).toHaveLength(1);
    expect(room.markRead('cy').unreadFor('cy')).toBe(0);
  });

  it('survives a round trip through its scenario', () => {
    room.post('ada', 'kept', noon);
    const copy = new DefaultChatRoom().init(room.toScenario());
    expect(copy.toScenario()).toEqual(room.toScenario());
  });
});
