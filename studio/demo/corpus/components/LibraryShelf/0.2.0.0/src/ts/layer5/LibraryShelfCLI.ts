import { readFileSync } from 'fs';
import { DefaultLibraryShelf } from '../layer2/DefaultLibraryShelf.js';

export class LibraryShelfCLI {
  static start(args: string[]): void {
    let shelf: any;
    try {
      shelf = new DefaultLibraryShelf(JSON.parse(readFileSync('books.json', 'utf8')));
    } catch {
      shelf = new DefaultLibraryShelf();
    }
    switch (args[0]) {
      case 'lend':
        console.log(shelf.lend(args[1], args[2]) ? 'ok' : 'failed');
        break;
      case 'return':
        console.log('fine: ' + shelf.giveBack(args[1]));
        break;
      case 'search':
        shelf.search(args[1]).forEach((b: any) => console.log(b.barcode, b.name));
        break;
    }
  }
}
