import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { DaySource } from '../layer3/DaySource.interface.js';
import type { WeatherDay } from '../layer3/WeatherLogModel.interface.js';

/** The log format of the first version: `2025-03-01;38F;51F;2.4`, one day per line, `#` begins a remark. */
export class SemicolonFile implements DaySource {
  private path: string;

  constructor() {
    this.path = 'weather.csv';
  }

  init(path: string): this {
    this.path = path;
    return this;
  }

  async *read(): AsyncIterable<WeatherDay> {
    const lines = createInterface({ input: createReadStream(this.path, 'utf8'), crlfDelay: Infinity });
    let number = 0;
    for await (const line of lines) {
      number += 1;
      const text = line.split('#')[0].trim();
      if (text !== '') {
        yield this.dayInternal(text, number);
      }
    }
  }

  private dayInternal(text: string, line: number): WeatherDay {
    const [date, low, high, rain = ''] = text.split(';').map(field => field.trim());
    const day = {
      date,
      low: this.celsiusInternal(low),
      high: this.celsiusInternal(high),
      rain: rain === '' ? null : Number(rain),
    };
    if (![day.low, day.high, day.rain ?? 0].every(Number.isFinite)) {
      throw new Error(`${this.path}:${line}: cannot read '${text}'`);
    }
    return day;
  }

  /** `38F` is Fahrenheit, anything else is taken as Celsius. Rounded to a tenth, as thermometers are. */
  private celsiusInternal(field: string | undefined): number {
    if (!field) {
      return NaN;
    }
    const value = field.endsWith('F') ? ((Number(field.slice(0, -1)) - 32) * 5) / 9 : Number(field);
    return Math.round(value * 10) / 10;
  }
}
