import { DefaultWeatherLog } from '../layer2/DefaultWeatherLog.js';

function help() {
  console.log('weatherlog [--note DATE LOW HIGH RAIN] [--rain MONTH] [--hottest]');
}

export class WeatherLogCLI {
  log = new DefaultWeatherLog();

  constructor(args: string[]) {
    if (args[0] === '--note') {
      this.log.note(args[1], args[2], args[3], args[4]);
    } else if (args[0] === '--rain') {
      console.log(this.log.rainIn(parseInt(args[1])) + ' mm');
    } else if (args[0] === '--hottest') {
      console.log(JSON.stringify(this.log.hottest()));
    } else {
      help();
    }
  }
}
