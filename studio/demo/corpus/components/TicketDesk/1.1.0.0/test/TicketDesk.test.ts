import { describe, expect, it } from 'vitest';
import { DefaultTicketDesk } from '../src/ts/layer2/DefaultTicketDesk.js';

describe('TicketDesk', () => {
  it('gives the next ticket to the agent with the least work', () => {
    const desk = new DefaultTicketDesk().hire('mara').hire('tom');
    desk.open('ann', 'printer jams', 'low', 0).open('bob', 'cannot log in', 'critical', 0).assignNext(0).assignNext(0);
    expect([desk.ticket(2).agent, desk.ticket(1).agent]).toEqual(['mara', 'tom']);
  });

  it('lists unsolved tickets past their time', () => {
    const desk = new DefaultTicketDesk().open('bob', 'cannot log in', 'critical', 0);
    expect(desk.overdue(3_600_001)).toHaveLength(1);
    expect(desk.solve(1, 'reset the password', 10).overdue(3_600_001)).toHaveLength(0);
  });
});
