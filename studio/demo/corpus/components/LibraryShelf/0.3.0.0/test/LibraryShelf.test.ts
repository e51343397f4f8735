import { expect, it } from 'vitest';
import { DefaultLibraryShelf } from '../src/ts/layer2/DefaultLibraryShelf.js';
import { OverdueReport } from '../src/ts/layer4/OverdueReport.js';

const title = { isbn: '978-0-00-000001-2', name: 'Mosses of the North', author: 'E. Lind', subjects: ['Botany'] };

it('finds a title by words in any order', () => {
  const shelf = new DefaultLibraryShelf().acquire(title, 'M1');
  expect(shelf.search('lind mosses')).toHaveLength(1);
  expect(shelf.search('botany south')).toHaveLength(0);
});

it('reports overdue copies by branch', async () => {
  const shelf = new DefaultLibraryShelf().acquire(title, 'M1').lend('M1', 'ines', '2025-02-01');
  const report = await new OverdueReport().init(shelf).collect('2025-03-02');
  expect(report.get('Main branch')).toEqual(['M1']);
});
