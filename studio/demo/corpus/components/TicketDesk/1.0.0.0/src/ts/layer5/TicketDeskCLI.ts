import * as fs from 'fs';
import DefaultTicketDesk from '../layer2/DefaultTicketDesk.js';

export class TicketDeskCLI {
  static async start(args: string[]) {
    let options: any = {};
    if (args.includes('--file')) {
      options = JSON.parse(fs.readFileSync(args[args.indexOf('--file') + 1], 'utf8'));
    }
    const desk = new DefaultTicketDesk(options);
    const command = args[0];
    if (command === 'open') console.log('#' + desk.open(args[1], args[2], args[3]));
    else if (command === 'assign') desk.assign(parseInt(args[1]), args[2]);
    else if (command === 'report') desk.report();
    else console.log('ticketdesk open|assign|report --file desk.json');
  }
}
