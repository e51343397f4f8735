import { DefaultMailRelay } from '../layer2/DefaultMailRelay.js';

export class MailRelayCLI {
  relay: DefaultMailRelay;

  constructor(args: string[]) {
    const routes: any = {};
    args
      .filter(a => a.startsWith('--route='))
      .forEach(a => {
        const [domain, host] = a.substring(8).split(':');
        routes[domain] = host;
      });
    this.relay = new DefaultMailRelay(routes);
  }

  async send(from: string, to: string, body: string) {
    this.relay.send(from, to, body);
    await this.relay.flush();
    console.log(this.relay.sent + ' sent');
  }
}
