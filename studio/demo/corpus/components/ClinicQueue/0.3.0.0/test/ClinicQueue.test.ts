import { describe, expect, it } from 'vitest';
import { DefaultClinicQueue } from '../src/ts/layer2/DefaultClinicQueue.js';

describe('ClinicQueue', () => {
  it('calls by urgency, then by arrival', () => {
    const queue = new DefaultClinicQueue();
    queue.model.rooms = ['1'];
    queue.arrive(4, 0);
    queue.arrive(2, 5);
    queue.arrive(2, 6);
    expect(queue.order(10)).toEqual(['B002', 'B003', 'D001']);
  });

  it('frees the room when treatment ends', () => {
    const queue = new DefaultClinicQueue();
    queue.model.rooms = ['1'];
    const ticket = queue.arrive(3, 0);
    queue.callNext('1', 5);
    expect(queue.begin(ticket, 6).freeRooms).toEqual([]);
    expect(queue.finish(ticket).freeRooms).toEqual(['1']);
  });
});
