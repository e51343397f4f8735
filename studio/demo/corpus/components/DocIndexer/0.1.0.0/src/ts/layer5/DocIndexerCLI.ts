import { DefaultDocIndexer } from '../layer2/DefaultDocIndexer.js';

export class DocIndexerCLI {
  public indexer: DefaultDocIndexer;

  constructor(folder: string) {
    this.indexer = new DefaultDocIndexer(folder);
  }

  find(words: any): void {
    const paths = this.indexer.search(words.join(' '));
    if (paths.length === 0) {
      console.error('nothing found');
    }
    paths.forEach(path => console.log(path));
  }
}

export async function main(argv: string[]) {
  new DocIndexerCLI(argv[2]).find(argv.slice(3));
}
