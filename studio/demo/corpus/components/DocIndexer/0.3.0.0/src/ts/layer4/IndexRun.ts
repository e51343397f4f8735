import type { DocIndexer } from '../layer3/DocIndexer.interface.js';
import type { DocumentSource } from '../layer3/DocumentSource.interface.js';

export interface IndexProgress {
  indexed: number;
  failed: string[];
}

/** Fills an index from a source and lets other work through between the batches. */
export class IndexRun {
  private indexer: DocIndexer | null;
  private batchSize: number;
  private progress: IndexProgress;
  private listener: ((progress: Readonly<IndexProgress>) => void) | null;

  constructor() {
    this.indexer = null;
    this.batchSize = 50;
    this.progress = { indexed: 0, failed: [] };
    this.listener = null;
  }

  init(indexer: DocIndexer, batchSize: number): this {
    this.indexer = indexer;
    this.batchSize = batchSize;
    return this;
  }

  onProgress(listener: (progress: Readonly<IndexProgress>) => void): this {
    this.listener = listener;
    return this;
  }

  get failed(): readonly string[] {
    return this.progress.failed;
  }

  /** A document that cannot be indexed is noted by path; a source that breaks off ends the run with its error. */
  async from(source: DocumentSource): Promise<this> {
    if (!this.indexer) {
      throw new Error('IndexRun needs init(indexer, batchSize) first');
    }
    this.progress = { indexed: 0, failed: [] };
    for await (const { path, title, text } of source.documents()) {
      if (text.includes('\u0000')) {
        this.progress.failed.push(path);
        continue;
      }
      this.indexer.add(path, title, text);
      this.progress.indexed += 1;
      if (this.progress.indexed % this.batchSize === 0) {
        await this.breatheInternal();
      }
    }
    this.listener?.(this.progress);
    return this;
  }

  private async breatheInternal(): Promise<void> {
    this.listener?.(this.progress);
    await new Promise<void>(resolve => setImmediate(resolve));
  }
}
