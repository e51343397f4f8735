import { tokenize } from '../src/ts/layer2/DefaultDocIndexer.js';
import { describe, it, expect } from '@jest/globals';

describe('tokenize', () => {
  it('drops short words', () => {
    expect(tokenize('An index of all words')).toEqual(['index', 'all', 'words']);
  });
});
