/** A calendar day without a time of day, so that no time zone can shift it. */
export class Day {
  private static readonly MILLISECONDS = 86_400_000;
  private number: number;

  constructor() {
    this.number = 0;
  }

  init(iso: string): this {
    const time = Date.parse(`${iso}T00:00:00Z`);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(iso) || Number.isNaN(time)) {
      throw new Error(`'${iso}' is not a day (YYYY-MM-DD)`);
    }
    this.number = time / Day.MILLISECONDS;
    return this;
  }

  get iso(): string {
    return new Date(this.number * Day.MILLISECONDS).toISOString().slice(0, 10);
  }

  plus(days: number): this {
    this.number += days;
    return this;
  }

  /** Negative when the other day comes first. */
  daysUntil(iso: string): number {
    return new Day().init(iso).number - this.number;
  }
}
