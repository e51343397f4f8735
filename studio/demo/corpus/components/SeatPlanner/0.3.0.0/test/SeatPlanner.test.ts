import { beforeEach, describe, expect, it } from 'vitest';
import { TextGuestList } from '../src/ts/layer1/TextGuestList.js';
import { DefaultSeatPlanner } from '../src/ts/layer2/DefaultSeatPlanner.js';
import { SeatOptimizer } from '../src/ts/layer4/SeatOptimizer.js';

describe('SeatPlanner', () => {
  let planner: DefaultSeatPlanner;

  beforeEach(() => {
    planner = new DefaultSeatPlanner()
      .addTable({ name: 'window', seats: 2, accessible: true })
      .addTable({ name: 'gallery', seats: 2, accessible: false });
    ['ann', 'bob', 'cleo', 'dan'].forEach(name => planner.invite(name));
  });

  it('keeps a party together and counts its seats', () => {
    planner.invite('eve', 'dan').seat('dan', 'window');
    expect(planner.guestsAt('window').map(guest => guest.name)).toEqual(['dan', 'eve']);
    expect(() => planner.seat('ann', 'window')).toThrow('1 guests, 0 free seats');
  });

  it('does not send a guest up the steps who cannot climb them', () => {
    planner.invite('flo', 'flo', true);
    expect(() => planner.seat('flo', 'gallery')).toThrow('it has steps');
  });

  it('leaves everything as it was when a swap does not fit', () => {
    planner.invite('flo', 'flo', true).seat('flo', 'window').seat('ann', 'gallery');
    expect(planner.swap('flo', 'ann')).toBe(false);
    expect(planner.guestsAt('window').map(guest => guest.name)).toEqual(['flo']);
  });

  it('finds the better company by swapping', async () => {
    planner.affinity('ann', 'cleo', 3).affinity('ann', 'bob', -5).affinity('bob', 'dan', 1);
    planner.seat('ann', 'window').seat('bob', 'window').seat('cleo', 'gallery').seat('dan', 'gallery');
    const optimizer = await new SeatOptimizer().init(planner).improve();
    expect(planner.score).toBe(4);
    expect(optimizer.swapsMade).toBe(2);
  });

  it('reads parties, lone guests and notes from a text', () => {
    const list = new TextGuestList();
    expect(list.parse('Smith: Ann, Bob*  # near the door')).toEqual([
      { name: 'Ann', party: 'Smith', needsAccess: false },
      { name: 'Bob', party: 'Smith', needsAccess: true },
    ]);
    expect(list.parse('Cleo')).toEqual([{ name: 'Cleo', party: 'Cleo', needsAccess: false }]);
    expect(list.parse('# all others')).toEqual([]);
  });
});
