import { DefaultWeatherLog } from '../layer2/DefaultWeatherLog.js';
import type { Scenario } from '../layer3/Scenario.interface.js';
import type { WeatherLogModel } from '../layer3/WeatherLogModel.interface.js';

/** `weatherlog note DATE LOW HIGH RAIN`, `weatherlog rain MONTH`, `weatherlog hottest`. */
export class WeatherLogCLI {
  private log: DefaultWeatherLog;

  constructor() {
    this.log = new DefaultWeatherLog();
  }

  init(scenario: Scenario<WeatherLogModel>): this {
    this.log.init(scenario);
    return this;
  }

  execute(args: any): this {
    const [command, ...words] = args;
    if (command === 'note') {
      const [date, low, high, rain] = words;
      this.log.note({ date, low: Number(low), high: Number(high), rain: Number(rain) });
    } else if (command === 'rain') {
      console.log(`${this.log.rainIn(Number(words[0]))} mm`);
    } else if (command === 'hottest') {
      console.log(this.log.hottest().date);
    } else {
      console.error('unknown command ' + command);
    }
    return this;
  }
}
