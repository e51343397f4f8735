import { readFileSync, writeFileSync } from 'node:fs';
import { DefaultDocIndexer } from '../layer2/DefaultDocIndexer.js';
import type { DocIndexer } from '../layer3/DocIndexer.interface.js';
import type { DocIndexerModel } from '../layer3/DocIndexerModel.interface.js';
import type { DocumentSource } from '../layer3/DocumentSource.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';
import { IndexRun } from '../layer4/IndexRun.js';

/** Builds an index once and answers from it: `docindexer find ranking of words`. */
export class DocIndexerCLI {
  private indexer: DocIndexer;
  private indexPath: string;

  constructor() {
    this.indexer = new DefaultDocIndexer();
    this.indexPath = 'docs.index.json';
  }

  init(indexPath: string): this {
    this.indexPath = indexPath;
    return this;
  }

  load(): this {
    this.indexer.init(JSON.parse(readFileSync(this.indexPath, 'utf8')) as Scenario<DocIndexerModel>);
    return this;
  }

  async build(source: DocumentSource): Promise<this> {
    const run = new IndexRun().init(this.indexer, 100).onProgress(({ indexed }) => console.log(`${indexed} documents`));
    await run.from(source);
    if (run.failed.length > 0) {
      console.log(`left out, not text: ${run.failed.join(', ')}`);
    }
    writeFileSync(this.indexPath, JSON.stringify(this.indexer.toScenario()));
    return this;
  }

  execute([command, ...words]: string[]): this {
    const query = words.join(' ');
    if (query === '') {
      throw new Error('say what to look for: find WORDS, phrase WORDS or complete PREFIX');
    }
    switch (command) {
      case 'find':
        return this.print(this.indexer.search(query).map(hit => `${hit.score.toFixed(2)}  ${hit.title}  ${hit.path}`));
      case 'phrase':
        return this.print(this.indexer.phrase(query));
      case 'complete':
        return this.print(this.indexer.complete(query));
      default:
        throw new Error(`unknown command '${command}': find, phrase or complete`);
    }
  }

  print(lines: string[]): this {
    console.log(lines.length === 0 ? 'nothing found' : lines.join('\n'));
    return this;
  }
}
