import { DefaultSensorHub } from '../layer2/DefaultSensorHub.js';

export function main(args: string[]) {
  const hub = new DefaultSensorHub(args[0], 5000);
  hub.onAlarm((id: any, kind: any, value: any) => {
    console.log('ALARM ' + id + ' ' + kind + ' ' + value);
  });
  process.stdin.on('data', (data: Buffer) => {
    const [id, value] = data.toString().trim().split(' ');
    if (!hub.model.sensors[id]) {
      hub.register(id, 'temperature');
    }
    hub.record(id, parseFloat(value));
  });
}

main(process.argv.slice(2));
