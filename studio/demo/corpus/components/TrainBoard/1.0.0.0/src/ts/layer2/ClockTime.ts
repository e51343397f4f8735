/** A time of the operating day. It begins at midnight and may go on past the next one. */
export class ClockTime {
  private static readonly DAY = 1440;
  private value: number;

  constructor() {
    this.value = 0;
  }

  /** `HH:MM`; the hours of night trains go on after 23, as in `25:10`. */
  init(text: string): this {
    const match = /^(\d\d):([0-5]\d)$/.exec(text);
    if (!match) {
      throw new RangeError(`'${text}' is not a time HH:MM`);
    }
    this.value = Number(match[1]) * 60 + Number(match[2]);
    return this;
  }

  static ofMinute(minute: number): ClockTime {
    const time = new ClockTime();
    time.value = minute;
    return time;
  }

  get minute(): number {
    return this.value;
  }

  /** As a clock on the wall shows it. */
  get text(): string {
    const onWall = ((this.value % ClockTime.DAY) + ClockTime.DAY) % ClockTime.DAY;
    return [Math.floor(onWall / 60), onWall % 60].map(part => String(part).padStart(2, '0')).join(':');
  }
}
