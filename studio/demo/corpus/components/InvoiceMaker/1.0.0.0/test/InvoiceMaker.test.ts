import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { DefaultInvoiceMaker } from '../src/ts/layer2/DefaultInvoiceMaker.js';

describe('invoice', () => {
  test('total with tax', () => {
    const invoice = new DefaultInvoiceMaker('Harbour Cafe', join(tmpdir(), 'invoice-counter-test.txt'));
    invoice.addLine('Beans', 2, 10);
    expect(invoice.total()).toBe(23.8);
  });
});
