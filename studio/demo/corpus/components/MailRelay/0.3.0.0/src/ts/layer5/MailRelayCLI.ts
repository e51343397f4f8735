import { DefaultMailRelay } from '../layer2/DefaultMailRelay.js';
import type { MailRelay } from '../layer3/MailRelay.interface.js';
import type { MailRelayModel } from '../layer3/MailRelayModel.interface.js';
import type { MailTransport } from '../layer3/MailTransport.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';
import { DeliveryRound } from '../layer4/DeliveryRound.js';

/** Operates a relay: `mailrelay route DOMAIN HOST`, `send FROM TO TEXT…`, `queue`, `flush`. */
export class MailRelayCLI {
  private relay: MailRelay = new DefaultMailRelay();
  private transport: MailTransport | null = null;
  private lines: string[] = [];

  constructor() {
    this.lines = [];
  }

  init(scenario: Scenario<MailRelayModel>, transport: MailTransport): this {
    this.relay.init(scenario);
    this.transport = transport;
    return this;
  }

  get output(): string {
    return this.lines.join('\n');
  }

  async execute(command: string, ...words: string[]): Promise<this> {
    const now = Date.now();
    switch (command) {
      case 'route':
        this.relay.route(words[0], words[1]);
        return this.tellInternal(`${words[0]} goes to ${words[1]}`);
      case 'send':
        this.relay.accept(words[0], words[1].split(','), words.slice(2).join(' '), now);
        return this.queue(now);
      case 'queue':
        return this.queue(now);
      case 'flush':
        return this.flush(now);
      default:
        throw new Error(`mailrelay route|send|queue|flush; not '${command}'`);
    }
  }

  queue(now: number): this {
    this.relay.toScenario().model.queue.forEach(({ recipient, attempts, nextAttemptAt, lastProblem }) => {
      const minutes = Math.max(0, Math.ceil((nextAttemptAt - now) / 60_000));
      this.tellInternal(`${recipient}  attempt ${attempts + 1} in ${minutes} min  ${lastProblem}`.trimEnd());
    });
    return this.tellInternal(`${this.relay.queued} queued, ${this.relay.delivered} delivered`);
  }

  async flush(now: number): Promise<this> {
    if (!this.transport) {
      throw new Error('the relay has no transport to flush to');
    }
    const round = await new DeliveryRound().init(this.relay, this.transport).run(now);
    round.unreachableHosts.forEach(host => this.tellInternal(`unreachable: ${host}`));
    return this.queue(now);
  }

  private tellInternal(line: string): this {
    this.lines.push(line);
    return this;
  }
}
