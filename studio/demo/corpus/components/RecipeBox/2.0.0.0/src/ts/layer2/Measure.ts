import type { Ingredient, Unit } from '../layer3/RecipeBoxModel.interface.js';

/** An amount with a unit that converts within its dimension and rounds the way cooks do. */
export class Measure {
  private static readonly TO_BASE: Record<Unit, { base: Unit; factor: number }> = {
    g: { base: 'g', factor: 1 },
    kg: { base: 'g', factor: 1000 },
    ml: { base: 'ml', factor: 1 },
    l: { base: 'ml', factor: 1000 },
    tsp: { base: 'ml', factor: 5 },
    tbsp: { base: 'ml', factor: 15 },
    cup: { base: 'ml', factor: 240 },
    piece: { base: 'piece', factor: 1 },
  };

  private amount: number;
  private unit: Unit;

  constructor() {
    this.amount = 0;
    this.unit = 'piece';
  }

  init(ingredient: Pick<Ingredient, 'amount' | 'unit'>): this {
    this.amount = ingredient.amount;
    this.unit = ingredient.unit;
    return this;
  }

  get base(): { amount: number; unit: Unit } {
    const { base, factor } = Measure.TO_BASE[this.unit];
    return { amount: this.amount * factor, unit: base };
  }

  /** Adds another amount of the same dimension; the sum is kept in base units. */
  plus(other: Pick<Ingredient, 'amount' | 'unit'>): this {
    const mine = this.base;
    const theirs = new Measure().init(other).base;
    if (mine.unit !== theirs.unit && mine.amount !== 0) {
      throw new Error(`cannot add ${theirs.unit} to ${mine.unit}`);
    }
    return this.init({ amount: mine.amount + theirs.amount, unit: theirs.unit });
  }

  /** From a kilogram or litre up in the large unit, below in whole grams; pieces in halves. */
  rounded(): { amount: number; unit: Unit } {
    const { amount, unit } = this.base;
    if (unit === 'piece') {
      return { amount: Math.ceil(amount * 2) / 2, unit };
    }
    if (amount >= 1000) {
      return { amount: Math.round(amount / 10) / 100, unit: unit === 'g' ? 'kg' : 'l' };
    }
    return { amount: amount < 10 ? Math.round(amount * 2) / 2 : Math.round(amount), unit };
  }
}
