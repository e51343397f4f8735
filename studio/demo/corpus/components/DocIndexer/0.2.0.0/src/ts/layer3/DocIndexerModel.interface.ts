/** Where a term occurs in one document: word positions, counted from 0, in ascending order. */
export interface Posting {
  document: string;
  positions: number[];
}

export interface IndexedDocument {
  path: string;
  title: string;
  words: number;
}

export interface SearchHit {
  path: string;
  title: string;
  score: number;
}

export interface DocIndexerModel {
  uuid: string;
  stopWords: string[];
  documents: Record<string, IndexedDocument>;
  postings: Record<string, Posting[]>;
}
