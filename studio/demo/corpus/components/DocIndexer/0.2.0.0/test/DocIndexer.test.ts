import { describe, expect, it } from 'vitest';
import { DefaultDocIndexer } from '../src/ts/layer2/DefaultDocIndexer.js';

describe('DocIndexer', () => {
  const indexer = new DefaultDocIndexer()
    .add('bread.md', 'Bread', 'Knead the dough. Bake the dough in the oven.')
    .add('salad.md', 'Salad', 'Cut tomatoes.');

  it('finds a document by a word', () => {
    expect(indexer.search('tomatoes').map(hit => hit.path)).toEqual(['salad.md']);
  });

  it('finds words in sequence', () => {
    expect(indexer.phrase('knead the dough')).toEqual(['bread.md']);
  });
});
