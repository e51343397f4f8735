export interface SourceDocument {
  path: string;
  title: string;
  text: string;
}

/** Yields the documents to be indexed, in a stable order. */
export interface DocumentSource {
  documents(): AsyncIterable<SourceDocument>;
}
