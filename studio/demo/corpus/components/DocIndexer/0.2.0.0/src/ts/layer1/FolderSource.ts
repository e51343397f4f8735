import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { DocumentSource, SourceDocument } from '../layer3/DocumentSource.interface.js';

/** Reads the text files of a folder and its subfolders, sorted by path. Hidden folders are left out. */
export class FolderSource implements DocumentSource {
  private root: string;
  private extensions: ReadonlySet<string>;

  constructor() {
    this.root = '.';
    this.extensions = new Set(['.md', '.txt']);
  }

  init(root: string, extensions: string[]): this {
    this.root = root;
    this.extensions = new Set(extensions.map(extension => extension.toLowerCase()));
    return this;
  }

  async *documents(): AsyncIterable<SourceDocument> {
    for (const path of await this.paths(this.root)) {
      const text = await readFile(path, 'utf8');
      yield { path, title: this.titleInternal(path, text), text };
    }
  }

  async paths(folder: string): Promise<string[]> {
    const found: string[] = [];
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith('.')) {
        found.push(...(await this.paths(path)));
      } else if (entry.isFile() && this.extensions.has(extname(entry.name).toLowerCase())) {
        found.push(path);
      }
    }
    return found.sort();
  }

  /** The first markdown heading, or the file's name without extension. */
  private titleInternal(path: string, text: string): string {
    const heading = /^#{1,3}\s+(.+?)\s*#*$/m.exec(text);
    return heading ? heading[1] : basename(path, extname(path));
  }
}
