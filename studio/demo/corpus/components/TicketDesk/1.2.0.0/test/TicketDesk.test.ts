import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DefaultTicketDesk } from '../src/ts/layer2/DefaultTicketDesk.js';
import { EscalationWatch } from '../src/ts/layer4/EscalationWatch.js';

const HOUR = 3_600_000;

describe('TicketDesk', () => {
  let desk: DefaultTicketDesk;

  beforeEach(() => {
    desk = new DefaultTicketDesk().hire('mara', 1).hire('tom', 4);
    desk.open('ann', 'printer jams', 'low', 0).open('bob', 'cannot log in', 'critical', HOUR);
  });

  it('serves the ticket that is due first, whoever came first', () => {
    expect(desk.assignNext(HOUR).ticket(2).agent).toBe('mara');
    expect(desk.ticket(1).state).toBe('new');
  });

  it('shares out by free capacity', () => {
    desk.assignNext(HOUR).assignNext(HOUR);
    expect([...desk.workload()]).toEqual([['mara', 1], ['tom', 1]]);
  });

  it('does not count the time a ticket lies with the customer', () => {
    desk.assignNext(HOUR).awaitCustomer(2, 'which browser?', HOUR).customerReplied(2, 'the old one', 11 * HOUR);
    expect(desk.dueAt(2)).toBe(12 * HOUR);
  });

  it('refuses moves that make no sense', () => {
    expect(() => desk.solve(1, 'done?', HOUR)).toThrow('#1 is new and cannot become solved');
  });

  it('passes the greater urgency on to the original when merging', () => {
    expect(desk.merge(2, 1, HOUR).ticket(1).urgency).toBe('critical');
    expect(desk.ticket(2)).toMatchObject({ state: 'closed', duplicateOf: 1 });
  });

  it('tells every late ticket once, and again after a failure', async () => {
    const notify = vi.fn().mockRejectedValueOnce(new Error('mail down')).mockResolvedValue(undefined);
    const watch = new EscalationWatch().init(desk, { notify });
    expect((await watch.sweep(5 * HOUR)).escalated).toEqual([]);
    expect((await watch.sweep(5 * HOUR)).escalated).toEqual([2]);
    await watch.sweep(6 * HOUR);
    expect(notify).toHaveBeenCalledTimes(2);
  });
});
