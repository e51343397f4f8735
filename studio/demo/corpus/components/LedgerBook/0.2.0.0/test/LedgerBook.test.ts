import { describe, expect, it } from 'vitest';
import { DefaultLedgerBook } from '../src/ts/layer2/DefaultLedgerBook.js';

describe('LedgerBook', () => {
  const book = new DefaultLedgerBook()
    .openAccount('1000', 'Bank', 'asset')
    .openAccount('4000', 'Sales', 'income')
    .transfer('2025-01-10', 'Invoice 7', '4000', '1000', 50_000);

  it('credits one account and debits the other', () => {
    expect([book.balance('1000'), book.balance('4000')]).toEqual([50_000, 50_000]);
  });

  it('throws when the legs leave a remainder', () => {
    expect(() => book.post('2025-01-11', 'Typo', [{ account: '1000', cents: 1 }])).toThrow('does not balance');
  });
});
