import { beforeEach, describe, expect, it } from 'vitest';
import { DefaultDocIndexer } from '../src/ts/layer2/DefaultDocIndexer.js';
import { IndexRun } from '../src/ts/layer4/IndexRun.js';

describe('DocIndexer', () => {
  let indexer: DefaultDocIndexer;

  beforeEach(() => {
    indexer = new DefaultDocIndexer()
      .add('bread.md', 'Bread', 'Knead the dough. Bake the dough in the oven.')
      .add('pizza.md', 'Pizza', 'Roll the dough, add tomatoes, bake.')
      .add('salad.md', 'Salad', 'Cut tomatoes and the constructor of salads.');
  });

  it('ranks the document with more occurrences first', () => {
    expect(indexer.search('dough').map(hit => hit.path)).toEqual(['bread.md', 'pizza.md']);
  });

  it('finds words in sequence across stop words', () => {
    expect(indexer.phrase('bake the dough')).toEqual(['bread.md']);
    expect(indexer.phrase('oven bake')).toEqual([]);
  });

  it('takes the names of built-in properties for ordinary words', () => {
    expect(indexer.search('constructor').map(hit => hit.path)).toEqual(['salad.md']);
    expect(indexer.search('toString')).toEqual([]);
  });

  it('forgets a removed document completely', () => {
    indexer.remove('salad.md');
    expect(indexer.complete('sal')).toEqual([]);
    expect(indexer.complete('to')).toEqual(['tomatoes']);
  });

  it('notes binary documents and goes on', async () => {
    const source = {
      async *documents() {
        yield { path: 'photo.md', title: 'Photo', text: '\u0000\u0001' };
        yield { path: 'soup.md', title: 'Soup', text: 'Simmer for an hour.' };
      },
    };
    const run = await new IndexRun().init(indexer, 1).from(source);
    expect(run.failed).toEqual(['photo.md']);
    expect(indexer.has('soup.md')).toBe(true);
  });
});
