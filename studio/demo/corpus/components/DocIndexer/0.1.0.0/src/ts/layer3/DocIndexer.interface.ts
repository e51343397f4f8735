import type { DocIndexerModel } from './DocIndexerModel.interface.js';

export interface DocIndexer {
  model: DocIndexerModel;
  indexFile(path: string): void;
  search(query: string): string[];
}
