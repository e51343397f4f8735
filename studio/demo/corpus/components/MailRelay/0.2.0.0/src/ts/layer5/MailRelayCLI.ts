import { DefaultMailRelay } from '../layer2/DefaultMailRelay.js';
import type { MailRelayModel } from '../layer3/MailRelayModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** `mailrelay route DOMAIN HOST`, `mailrelay send FROM TO TEXT…`, `mailrelay queue`. */
export class MailRelayCLI {
  private relay: DefaultMailRelay = new DefaultMailRelay();

  constructor() {}

  init(scenario: Scenario<MailRelayModel>): this {
    this.relay.init(scenario);
    return this;
  }

  execute(args: string[]): this {
    const [command, first, second, ...text] = args;
    try {
      if (command === 'route') {
        this.relay.route(first, second);
      } else if (command === 'send') {
        this.relay.accept(first, [second], text.join(' '), Date.now());
      }
    } catch (error) {
      console.error(error);
    }
    console.log(`${this.relay.queued} in the queue of ${this.relay.hostname}`);
    return this;
  }
}
