import { randomUUID } from 'node:crypto';
import type { DocIndexer } from '../layer3/DocIndexer.interface.js';
import type { DocIndexerModel, Posting, SearchHit } from '../layer3/DocIndexerModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** An inverted index with word positions; ranking by BM25. */
export class DefaultDocIndexer implements DocIndexer {
  /** How soon further occurrences of a word stop to matter. */
  private static readonly SATURATION = 1.2;
  /** How much long documents are marked down, 0 to 1. */
  private static readonly LENGTH_WEIGHT = 0.75;

  private model: DocIndexerModel;
  private owner: string;

  constructor() {
    this.owner = '';
    this.model = {
      uuid: randomUUID(),
      stopWords: ['a', 'and', 'in', 'is', 'of', 'or', 'the', 'to'],
      documents: {},
      postings: {},
    };
  }

  init(scenario: Scenario<DocIndexerModel>): this {
    this.owner = scenario.owner;
    this.model = structuredClone(scenario.model);
    return this;
  }

  toScenario(): Scenario<DocIndexerModel> {
    return {
      ior: { uuid: this.model.uuid, component: 'DocIndexer', version: '0.3.0.0' },
      owner: this.owner,
      model: structuredClone(this.model),
    };
  }

  get size(): number {
    return Object.keys(this.model.documents).length;
  }

  has(path: string): boolean {
    return Object.hasOwn(this.model.documents, path);
  }

  /** Indexes a document; one that is known already is replaced. */
  add(path: string, title: string, text: string): this {
    this.remove(path);
    const words = this.wordsInternal(`${title} ${text}`);
    const positions = new Map<string, number[]>();
    words.forEach((word, index) => {
      if (!this.model.stopWords.includes(word)) {
        positions.set(word, [...(positions.get(word) ?? []), index]);
      }
    });
    for (const [word, places] of positions) {
      const known = Object.hasOwn(this.model.postings, word) ? this.model.postings[word] : [];
      this.model.postings[word] = [...known, { document: path, positions: places }];
    }
    this.model.documents[path] = { path, title, words: words.length };
    return this;
  }

  remove(path: string): this {
    if (!this.has(path)) {
      return this;
    }
    delete this.model.documents[path];
    for (const [word, postings] of Object.entries(this.model.postings)) {
      const rest = postings.filter(posting => posting.document !== path);
      if (rest.length === 0) {
        delete this.model.postings[word];
      } else {
        this.model.postings[word] = rest;
      }
    }
    return this;
  }

  /** Documents with any of the words, best first; equal scores in the order of their paths. */
  search(query: string, limit = 10): SearchHit[] {
    const scores = new Map<string, number>();
    for (const word of new Set(this.wordsInternal(query))) {
      const postings = this.postingsInternal(word);
      const rarity = Math.log(1 + (this.size - postings.length + 0.5) / (postings.length + 0.5));
      for (const { document, positions } of postings) {
        const weight = rarity * this.saturationInternal(positions.length, this.model.documents[document].words);
        scores.set(document, (scores.get(document) ?? 0) + weight);
      }
    }
    return [...scores]
      .map(([path, score]) => ({ path, title: this.model.documents[path].title, score }))
      .sort((a, b) => b.score - a.score || a.path.localeCompare(b.path))
      .slice(0, limit);
  }

  /** Paths of the documents in which the words stand one after the other. Stop words match anything. */
  phrase(words: string): string[] {
    const wanted = this.wordsInternal(words)
      .map((word, offset) => ({ word, offset }))
      .filter(({ word }) => !this.model.stopWords.includes(word));
    if (wanted.length === 0) {
      return [];
    }
    const [first, ...others] = wanted;
    return this.postingsInternal(first.word)
      .filter(({ document, positions }) =>
        positions.some(start =>
          others.every(({ word, offset }) => this.standsAtInternal(word, document, start - first.offset + offset)),
        ),
      )
      .map(({ document }) => document);
  }

  /** Indexed words that begin with the prefix, those in most documents first. */
  complete(prefix: string, limit = 5): string[] {
    return Object.keys(this.model.postings)
      .filter(word => word.startsWith(prefix.toLowerCase()))
      .sort((a, b) => this.model.postings[b].length - this.model.postings[a].length || a.localeCompare(b))
      .slice(0, limit);
  }

  private wordsInternal(text: string): string[] {
    return text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  }

  /** Own properties only: 'constructor' is a word like any other. */
  private postingsInternal(word: string): Posting[] {
    return Object.hasOwn(this.model.postings, word) ? this.model.postings[word] : [];
  }

  private standsAtInternal(word: string, document: string, position: number): boolean {
    const posting = this.postingsInternal(word).find(candidate => candidate.document === document);
    return posting?.positions.includes(position) ?? false;
  }

  private saturationInternal(occurrences: number, words: number): number {
    const total = Object.values(this.model.documents).reduce((sum, document) => sum + document.words, 0);
    const relative = words / (total / this.size);
    const { SATURATION: k, LENGTH_WEIGHT: b } = DefaultDocIndexer;
    return (occurrences * (k + 1)) / (occurrences + k * (1 - b + b * relative));
  }
}
