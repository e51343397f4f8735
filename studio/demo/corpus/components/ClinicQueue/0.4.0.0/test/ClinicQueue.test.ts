import { beforeEach, describe, expect, it } from 'vitest';
import { DefaultClinicQueue } from '../src/ts/layer2/DefaultClinicQueue.js';
import { RoomDispatcher } from '../src/ts/layer4/RoomDispatcher.js';

describe('ClinicQueue', () => {
  let queue: DefaultClinicQueue;

  beforeEach(() => {
    const scenario = new DefaultClinicQueue().toScenario();
    scenario.model.rooms = ['1', '2'];
    queue = new DefaultClinicQueue().init(scenario);
  });

  it('lets a long wait outweigh a lesser urgency', () => {
    const standard = queue.arrive(4, 0);
    const urgent = queue.arrive(3, 100);
    expect(queue.order(110)).toEqual([standard, urgent]);
    expect(queue.order(250)).toEqual([urgent, standard]);
  });

  it('calls level 1 before anybody else', () => {
    queue.arrive(2, 0);
    const immediate = queue.arrive(1, 59);
    expect(queue.callNext('1', 60)?.ticket).toBe(immediate);
  });

  it('takes a patient for gone after three missed calls', () => {
    const ticket = queue.arrive(3, 0);
    for (const at of [10, 20, 30]) {
      queue.callNext('1', at);
      queue.missed(ticket, at + 2);
    }
    expect(queue.visit(ticket).state).toBe('left');
    expect(queue.freeRooms).toEqual(['1', '2']);
  });

  it('refuses steps out of order', () => {
    const ticket = queue.arrive(3, 0);
    expect(() => queue.begin(ticket, 1)).toThrow('is waiting, not called');
    expect(() => queue.finish(ticket)).toThrow('not in treatment');
  });

  it('fills every free room once, even when two dispatches overlap', async () => {
    const shown: string[] = [];
    const dispatcher = new RoomDispatcher().init(queue, {
      show: async (ticket, room) => void shown.push(`${ticket}:${room}`),
      clear: async () => undefined,
    });
    [3, 3, 3].forEach((level, minute) => queue.arrive(level as 3, minute));
    const [first, second] = await Promise.all([dispatcher.dispatch(10), dispatcher.dispatch(10)]);
    expect([first, second]).toEqual([['C001', 'C002'], []]);
    expect(shown).toEqual(['C001:1', 'C002:2']);
  });
});
