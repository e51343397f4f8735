import type { DaySource } from '../layer3/DaySource.interface.js';
import type { WeatherLog } from '../layer3/WeatherLog.interface.js';

/** Reads a source into a log and keeps count. Days the log refuses are reported and do not stop the rest. */
export class LogImport {
  private log: WeatherLog | null = null;
  private taken = 0;
  private refused: string[] = [];

  constructor() {
    this.taken = 0;
  }

  init(log: WeatherLog): this {
    this.log = log;
    this.taken = 0;
    this.refused = [];
    return this;
  }

  get count(): number {
    return this.taken;
  }

  get problems(): readonly string[] {
    return this.refused;
  }

  async from(source: DaySource): Promise<this> {
    if (!this.log) {
      throw new Error('an import needs a log: call init(log) first');
    }
    for await (const day of source.read()) {
      try {
        this.log.note(day);
        this.taken += 1;
      } catch (error) {
        this.refused.push(error instanceof Error ? error.message : String(error));
      }
    }
    return this;
  }
}
