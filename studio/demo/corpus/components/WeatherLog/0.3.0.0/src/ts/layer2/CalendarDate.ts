/** A day of the calendar, without a time zone that could move it. */
export class CalendarDate {
  private static readonly MILLISECONDS = 86_400_000;
  private number: number;

  constructor() {
    this.number = 0;
  }

  init(text: string): this {
    const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
    if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) {
      throw new RangeError(`'${text}' is not a day of the calendar`);
    }
    this.number = time / CalendarDate.MILLISECONDS;
    return this;
  }

  get text(): string {
    return new Date(this.number * CalendarDate.MILLISECONDS).toISOString().slice(0, 10);
  }

  /** Days since the first of January 1970. */
  get ordinal(): number {
    return this.number;
  }

  plus(days: number): CalendarDate {
    const other = new CalendarDate();
    other.number = this.number + days;
    return other;
  }

  daysUntil(other: CalendarDate): number {
    return other.number - this.number;
  }
}
