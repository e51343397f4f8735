import { DefaultWeatherLog } from '../layer2/DefaultWeatherLog.js';
import type { DaySource } from '../layer3/DaySource.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';
import type { WeatherLog } from '../layer3/WeatherLog.interface.js';
import type { WeatherLogModel } from '../layer3/WeatherLogModel.interface.js';
import { LogImport } from '../layer4/LogImport.js';

/** `weatherlog note DATE LOW HIGH [RAIN]`, `month YYYY-MM`, `records`, `gaps`, `import`. */
export class WeatherLogCLI {
  private log: WeatherLog;
  private archive: DaySource | null;
  private lines: string[];

  constructor() {
    this.log = new DefaultWeatherLog();
    this.archive = null;
    this.lines = [];
  }

  init(scenario: Scenario<WeatherLogModel>, archive: DaySource | null = null): this {
    this.log.init(scenario);
    this.archive = archive;
    return this;
  }

  get output(): string {
    return this.lines.join('\n');
  }

  async execute([command, ...words]: string[]): Promise<this> {
    switch (command) {
      case 'note':
        return this.note(words[0], words[1], words[2], words[3]);
      case 'month':
        return this.month(words[0]);
      case 'records':
        return this.records();
      case 'gaps':
        return this.gaps();
      case 'import':
        return this.import();
      default:
        throw new Error(`'${command}' is none of note, month, records, gaps, import`);
    }
  }

  note(date: string, low: string, high: string, rain?: string): this {
    this.log.note({ date, low: Number(low), high: Number(high), rain: rain === undefined ? null : Number(rain) });
    return this.say(`${this.log.station}: ${this.log.size} days`);
  }

  month(month: string): this {
    const { mean, rain, rainDaysMissing, frostDays } = this.log.month(month);
    const doubt = rainDaysMissing > 0 ? ` (${rainDaysMissing} days not measured)` : '';
    return this.say(`${month}: ${mean} °C, ${rain} mm${doubt}, ${frostDays} days of frost`);
  }

  records(): this {
    const [hot, cold, dry] = [this.log.hottest(), this.log.coldest(), this.log.longestDrySpell()];
    return this.say(`hottest ${hot.high} °C on ${hot.date}`)
      .say(`coldest ${cold.low} °C on ${cold.date}`)
      .say(`driest ${dry.days} days from ${dry.from}`);
  }

  gaps(): this {
    this.log.gaps().forEach(gap => this.say(`nothing from ${gap.from} to ${gap.until}`));
    return this;
  }

  async import(): Promise<this> {
    if (!this.archive) {
      throw new Error('there is no archive to import from');
    }
    const { count, problems } = await new LogImport().init(this.log).from(this.archive);
    problems.forEach(problem => this.say(`left out: ${problem}`));
    return this.say(`${count} days imported`);
  }

  private say(line: string): this {
    this.lines.push(line);
    return this;
  }
}
