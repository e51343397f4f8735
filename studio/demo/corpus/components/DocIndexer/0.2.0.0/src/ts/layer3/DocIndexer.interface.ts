import type { DocIndexerModel, SearchHit } from './DocIndexerModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** A full-text index over documents: add and remove them, search by words or by phrase. */
export interface DocIndexer {
  readonly size: number;

  init(scenario: Scenario<DocIndexerModel>): this;
  toScenario(): Scenario<DocIndexerModel>;

  add(path: string, title: string, text: string): this;
  remove(path: string): this;
  has(path: string): boolean;
  search(query: string, limit?: number): SearchHit[];
  phrase(words: string): string[];

}
