import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Day } from '../src/ts/layer2/Day.js';
import { DefaultLibraryShelf } from '../src/ts/layer2/DefaultLibraryShelf.js';
import { HoldNotifier } from '../src/ts/layer4/HoldNotifier.js';

describe('LibraryShelf', () => {
  const isbn = '978-0-00-000001-2';
  let shelf: DefaultLibraryShelf;

  beforeEach(() => {
    shelf = new DefaultLibraryShelf()
      .acquire({ isbn, name: 'Mosses of the North', author: 'E. Lind', subjects: ['Botany'] }, 'M1')
      .lend('M1', 'ines', '2025-02-01');
  });

  it('fines late returns by the day and blocks the debtor', () => {
    expect(shelf.takeBack('M1', '2025-03-04').finesOf('ines')).toBe(60);
    expect(() => shelf.lend('M1', 'ines', '2025-03-04')).toThrow('owes 60 cents');
    expect(() => shelf.payFine('ines', 60).lend('M1', 'ines', '2025-03-04')).not.toThrow();
  });

  it('keeps a returned book for the reader who waited', () => {
    shelf.reserve(isbn, 'karl', '2025-02-03').takeBack('M1', '2025-02-10');
    expect(() => shelf.lend('M1', 'lea', '2025-02-10')).toThrow('kept for another reader');
    expect(shelf.lend('M1', 'karl', '2025-02-11').holds).toEqual([]);
  });

  it('renews twice, but never against a waiting reader', () => {
    shelf.renew('M1', '2025-02-20').reserve(isbn, 'karl', '2025-02-21');
    expect(() => shelf.renew('M1', '2025-02-22')).toThrow('waits for it');
  });

  it('writes to the next reader when the first does not come', async () => {
    const send = vi.fn().mockResolvedValue(undefined);
    shelf.reserve(isbn, 'karl', '2025-02-03').reserve(isbn, 'lea', '2025-02-04').takeBack('M1', '2025-02-10');
    const notifier = new HoldNotifier().init(shelf, { send });
    await notifier.round('2025-02-10');
    await notifier.round('2025-02-11');
    await notifier.round('2025-02-18');
    expect(send.mock.calls.map(([reader]) => reader)).toEqual(['karl', 'lea']);
    expect(notifier.noticesSent).toBe(2);
  });
});

describe('Day', () => {
  it('counts over the end of February', () => {
    expect(new Day().init('2024-02-28').plus(2).iso).toBe('2024-03-01');
    expect(new Day().init('2025-02-28').daysUntil('2025-03-01')).toBe(1);
  });
});
