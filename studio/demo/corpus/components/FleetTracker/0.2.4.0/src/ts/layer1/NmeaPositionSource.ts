import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { PositionReport } from '../layer3/FleetTrackerModel.interface.js';
import type { PositionSource } from '../layer3/PositionSource.interface.js';

/** Reads `$GPRMC` sentences, as GPS receivers log them, for one vehicle. Other sentences are passed over. */
export class NmeaPositionSource implements PositionSource {
  private plate: string;
  private path: string;

  constructor() {
    this.plate = '';
    this.path = '';
  }

  init(plate: string, path: string): this {
    this.plate = plate;
    this.path = path;
    return this;
  }

  async *positions(): AsyncIterable<PositionReport> {
    const lines = createInterface({ input: createReadStream(this.path, 'ascii'), crlfDelay: Infinity });
    for await (const line of lines) {
      const report = this.parse(line);
      if (report) {
        yield report;
      }
    }
  }

  /** Null for a sentence of another kind or without a fix (status V). */
  parse(sentence: string): PositionReport | null {
    if (!sentence.startsWith('$GPRMC,')) {
      return null;
    }
    const [, time, status, latitude, northSouth, longitude, eastWest, , , date] = sentence.split(',');
    if (status !== 'A') {
      return null;
    }
    return {
      plate: this.plate,
      at: this.secondsInternal(date, time),
      latitude: this.degreesInternal(latitude, 2) * (northSouth === 'S' ? -1 : 1),
      longitude: this.degreesInternal(longitude, 3) * (eastWest === 'W' ? -1 : 1),
    };
  }

  /** `4807.038` with two digits of degrees is 48 degrees and 7.038 minutes. */
  private degreesInternal(text: string, digits: number): number {
    return Number(text.slice(0, digits)) + Number(text.slice(digits)) / 60;
  }

  private secondsInternal(date: string, time: string): number {
    const [day, month, year] = [date.slice(0, 2), date.slice(2, 4), date.slice(4, 6)].map(Number);
    const [hour, minute, second] = [time.slice(0, 2), time.slice(2, 4), time.slice(4, 6)].map(Number);
    return Date.UTC(2000 + year, month - 1, day, hour, minute, second) / 1000;
  }
}
