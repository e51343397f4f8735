import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DocIndexer } from '../layer3/DocIndexer.interface.js';
import type { DocIndexerModel } from '../layer3/DocIndexerModel.interface.js';

export function tokenize(text: string): string[] {
  return text.toLowerCase().split(/\W+/).filter(word => word.length > 2);
}

export class DefaultDocIndexer implements DocIndexer {
  public model: DocIndexerModel;
  public failed: any[] = [];

  constructor(folder?: string) {
    this.model = { uuid: randomUUID(), words: {} };
    if (folder) {
      this.indexFolder(folder);
      console.log('indexed ' + folder + ': ' + Object.keys(this.model.words).length + ' words');
    }
  }

  indexFolder(folder: string): void {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) {
        this.indexFolder(path);
      } else if (name.endsWith('.md')) {
        this.indexFile(path);
      }
    }
  }

  indexFile(path: string): void {
    try {
      for (const word of tokenize(readFileSync(path, 'utf8'))) {
        if (!this.model.words[word]) {
          this.model.words[word] = [];
        }
        if (!this.model.words[word].includes(path)) {
          this.model.words[word].push(path);
        }
      }
    } catch (error) {
      console.error('cannot index', path);
      this.failed.push(path);
    }
  }

  search(query: string): string[] {
    const hits: any = {};
    for (const word of tokenize(query)) {
      for (const path of this.model.words[word] || []) {
        hits[path] = (hits[path] || 0) + 1;
      }
    }
    return Object.keys(hits).sort((a, b) => hits[b] - hits[a]);
  }
}
