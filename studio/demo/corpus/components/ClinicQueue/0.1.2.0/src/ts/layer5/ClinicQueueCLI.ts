import { DefaultClinicQueue } from '../layer2/DefaultClinicQueue.js';

export class ClinicQueueCLI {
  queue = new DefaultClinicQueue(['1', '2', '3']);

  execute(args: any): void {
    switch (args[0]) {
      case 'arrive':
        console.log('number ' + this.queue.arrive(args[1], args[2] === 'urgent'));
        break;
      case 'call':
        console.log(describePatient(this.queue.callNext(args[1])));
        break;
      case 'finish':
        this.queue.finish(args[1]);
        break;
      default:
        console.error('arrive, call or finish');
    }
  }
}

function describePatient(patient: any): string {
  return patient ? patient.number + ' ' + patient.name : 'nobody';
}
