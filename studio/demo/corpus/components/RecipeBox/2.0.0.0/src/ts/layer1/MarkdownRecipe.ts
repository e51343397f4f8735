import { readFile } from 'node:fs/promises';
import type { Ingredient, Recipe, Unit } from '../layer3/RecipeBoxModel.interface.js';

/**
 * A recipe written by hand in Markdown: a `# Title`, a line such as `Serves 4, 30 min`,
 * a bullet per ingredient (`- 250 g flour`) and a numbered step per line.
 */
export class MarkdownRecipe {
  private static readonly UNITS: Unit[] = ['g', 'kg', 'ml', 'l', 'tsp', 'tbsp', 'cup'];
  private lines: string[] = [];
  private path = '';

  constructor() {
    this.lines = [];
  }

  async init(path: string): Promise<this> {
    this.path = path;
    return this.read(await readFile(path, 'utf8'));
  }

  read(text: string): this {
    this.lines = text.split(/\r?\n/).map(line => line.trim());
    return this;
  }

  toRecipe(): Recipe {
    const title = this.requireInternal(/^# (.+)$/, 'a title')[1];
    const head = this.requireInternal(/^Serves (\d+),\s*(\d+) min$/i, "a line 'Serves N, M min'");
    return {
      slug: title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, ''),
      title,
      serves: Number(head[1]),
      minutes: Number(head[2]),
      ingredients: this.lines.filter(line => line.startsWith('- ')).map(line => this.ingredientInternal(line.slice(2))),
      steps: this.lines.filter(line => /^\d+\. /.test(line)).map(line => line.replace(/^\d+\. /, '')),
      cookedOn: [],
    };
  }

  /** `250 g flour`, `½ tsp salt` or `3 eggs`: what has no unit is counted in pieces. */
  private ingredientInternal(text: string): Ingredient {
    const match = /^(½|¼|¾|\d+(?:[.,]\d+)?)\s+(\S+)(?:\s+(.+))?$/.exec(text);
    if (!match) {
      throw new Error(`${this.path}: '${text}' does not begin with an amount`);
    }
    const fractions: Record<string, number> = { '½': 0.5, '¼': 0.25, '¾': 0.75 };
    const amount = fractions[match[1]] ?? Number(match[1].replace(',', '.'));
    const unit = MarkdownRecipe.UNITS.find(known => known === match[2]);
    if (unit && match[3]) {
      return { name: match[3], amount, unit };
    }
    return { name: [match[2], match[3]].filter(Boolean).join(' '), amount, unit: 'piece' };
  }

  private requireInternal(pattern: RegExp, what: string): RegExpExecArray {
    for (const line of this.lines) {
      const match = pattern.exec(line);
      if (match) {
        return match;
      }
    }
    throw new Error(`${this.path || 'the recipe'} lacks ${what}`);
  }
}
