import { DefaultAlarmBell } from '../layer2/DefaultAlarmBell.js';

export class AlarmBellCLI {
  public bell: DefaultAlarmBell;

  constructor(siren: string) {
    this.bell = new DefaultAlarmBell(siren, { boiler: 90, smoke: 10 });
    process.stdin.on('data', data => this.onLine(data.toString()));
  }

  onLine(line: string) {
    const parts: any = line.trim().split(' ');
    if (parts[0] === 'ack') {
      this.bell.acknowledge(parts[1]);
    } else if (this.bell.measure(parts[0], parseFloat(parts[1]))) {
      console.log('ALARM ' + parts[0]);
    }
  }
}

export function startAlarmBell(): AlarmBellCLI {
  return new AlarmBellCLI(process.argv[2]);
}
