import { describe, expect, it, jest } from '@jest/globals';
import { DefaultLedgerBook } from '../src/ts/layer2/DefaultLedgerBook.js';

describe('LedgerBook', () => {
  it('moves money', () => {
    const book = new DefaultLedgerBook('EUR', 'small-business');
    book.transfer('2025-01-10', 'Invoice 7', '4000', '1000', 500);
    expect(book.balance('1000')).toBe(500);
  });

  it('prints an error for unbalanced entries', () => {
    const spy = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    new DefaultLedgerBook().post('2025-01-10', 'bad', [{ account: '1000', amount: 1 }]);
    expect(spy).toHaveBeenCalled();
  });
});
