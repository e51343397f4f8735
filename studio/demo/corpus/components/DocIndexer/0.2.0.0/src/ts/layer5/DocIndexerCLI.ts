import { readFileSync, writeFileSync } from 'node:fs';
import { DefaultDocIndexer } from '../layer2/DefaultDocIndexer.js';
import type { DocIndexer } from '../layer3/DocIndexer.interface.js';
import type { DocIndexerModel } from '../layer3/DocIndexerModel.interface.js';
import type { DocumentSource } from '../layer3/DocumentSource.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

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
    for await (const { path, title, text } of source.documents()) {
      this.indexer.add(path, title, text);
    }
    console.log(`${this.indexer.size} documents`);
    writeFileSync(this.indexPath, JSON.stringify(this.indexer.toScenario()));
    return this;
  }

  execute([command, ...words]: string[]): this {
    const query = words.join(' ');
    if (query === '') {
      throw new Error('say what to look for: find WORDS or phrase WORDS');
    }
    switch (command) {
      case 'find':
        return this.print(this.indexer.search(query).map(hit => `${hit.score.toFixed(2)}  ${hit.title}  ${hit.path}`));
      case 'phrase':
        return this.print(this.indexer.phrase(query));
      default:
        throw new Error(`unknown command '${command}': find or phrase`);
    }
  }

  print(lines: string[]): this {
    console.log(lines.length === 0 ? 'nothing found' : lines.join('\n'));
    return this;
  }
}
