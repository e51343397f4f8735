import { describe, expect, it } from 'vitest';
import { DefaultSeatPlanner } from '../src/ts/layer2/DefaultSeatPlanner.js';

describe('SeatPlanner', () => {
  it('fills tables in their order', () => {
    const planner = new DefaultSeatPlanner();
    planner.addTable({ name: 'window', seats: 1, accessible: true }).addTable({ name: 'gallery', seats: 2, accessible: true });
    planner.invite('ann').invite('bob').fill();
    expect(planner.guestsAt('window').map(guest => guest.name)).toEqual(['ann']);
    expect(planner.freeSeats('gallery')).toBe(1);
  });
});
