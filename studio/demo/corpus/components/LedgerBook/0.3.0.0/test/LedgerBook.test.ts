import { beforeEach, describe, expect, it } from 'vitest';
import { DefaultLedgerBook } from '../src/ts/layer2/DefaultLedgerBook.js';
import { PeriodClosing } from '../src/ts/layer4/PeriodClosing.js';

describe('LedgerBook', () => {
  let book: DefaultLedgerBook;

  beforeEach(() => {
    book = new DefaultLedgerBook()
      .openAccount('1000', 'Bank', 'asset')
      .openAccount('4000', 'Sales', 'income')
      .openAccount('6000', 'Rent', 'expense');
    book.transfer('2025-01-10', 'Invoice 7', '4000', '1000', 50_000);
  });

  it('shows balances in the direction of the account', () => {
    expect(book.balance('1000')).toBe(50_000);
    expect(book.balance('4000')).toBe(50_000);
  });

  it('refuses an entry that does not balance and records nothing', () => {
    const legs = [{ account: '6000', cents: 300 }, { account: '1000', cents: -299 }];
    expect(() => book.post('2025-01-11', 'Typo', legs)).toThrow('1 cents left over');
    expect(book.entryCount).toBe(1);
  });

  it('reverses an entry exactly once', () => {
    expect(book.reverse(1, '2025-01-12').balance('1000')).toBe(0);
    expect(() => book.reverse(1, '2025-01-13')).toThrow('reversed before');
  });

  it('keeps the period open when an archive fails', async () => {
    const closing = new PeriodClosing().init(book).archiveTo({ write: () => Promise.reject(new Error('disk full')) });
    await expect(closing.close('2025-01-31')).rejects.toThrow('1 archives failed');
    expect(() => book.transfer('2025-01-20', 'Rent', '1000', '6000', 100)).not.toThrow();
  });

  it('restores from its scenario', () => {
    const copy = new DefaultLedgerBook().init(book.toScenario());
    expect(copy.profit('2025-01-01', '2025-12-31')).toBe(50_000);
  });
});
