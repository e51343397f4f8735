import { DefaultLibraryShelf } from '../layer2/DefaultLibraryShelf.js';
import type { LibraryShelf } from '../layer3/LibraryShelf.interface.js';
import type { LibraryShelfModel } from '../layer3/LibraryShelfModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** The desk's terminal: `lend BARCODE READER`, `return BARCODE`, `renew BARCODE`, `search WORDS…`, `pay READER CENTS`. */
export class LibraryShelfCLI {
  private shelf: LibraryShelf;
  private today: string;
  private slip: string[];

  constructor() {
    this.shelf = new DefaultLibraryShelf();
    this.today = '1970-01-01';
    this.slip = [];
  }

  init(scenario: Scenario<LibraryShelfModel>, today: string): this {
    this.shelf.init(scenario);
    this.today = today;
    return this;
  }

  get output(): string {
    return this.slip.join('\n');
  }

  execute([command, first = '', ...rest]: string[]): this {
    switch (command) {
      case 'lend':
        this.shelf.lend(first, rest[0], this.today);
        return this.print(`${first} → ${rest[0]}`);
      case 'return':
        this.shelf.takeBack(first, this.today);
        return this.print(`${first} is back`);
      case 'renew':
        this.shelf.renew(first, this.today);
        return this.print(`${first} renewed`);
      case 'search':
        return this.search([first, ...rest].join(' '));
      case 'pay':
        this.shelf.payFine(first, Number(rest[0]));
        return this.print(`${first} owes ${this.shelf.finesOf(first)} cents`);
      default:
        throw new Error(`the desk at ${this.shelf.branch} cannot '${command}'`);
    }
  }

  search(words: string): this {
    for (const title of this.shelf.search(words)) {
      const free = this.shelf.available(title.isbn).map(copy => copy.barcode);
      this.print(`${title.author}: ${title.name} [${free.join(' ') || 'all lent'}]`);
    }
    return this;
  }

  print(line: string): this {
    this.slip.push(line);
    return this;
  }
}
