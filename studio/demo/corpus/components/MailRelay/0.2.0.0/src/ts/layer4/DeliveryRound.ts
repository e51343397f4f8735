import type { MailRelay } from '../layer3/MailRelay.interface.js';
import type { Envelope } from '../layer3/MailRelayModel.interface.js';
import type { MailTransport } from '../layer3/MailTransport.interface.js';

/** Delivers what is due, one message after the other. */
export class DeliveryRound {
  private relay: MailRelay | null = null;
  private transport: MailTransport | null = null;

  constructor() {}

  init(relay: MailRelay, transport: MailTransport): this {
    this.relay = relay;
    this.transport = transport;
    return this;
  }

  async run(now: number): Promise<this> {
    const relay = this.relayInternal();
    for (const envelope of relay.due(now)) {
      await this.deliverInternal(relay.hostFor(envelope.recipient), envelope, now);
    }
    return this;
  }

  private async deliverInternal(host: string, envelope: Envelope, now: number): Promise<void> {
    const relay = this.relayInternal();
    try {
      const { code, text } = await this.transport!.deliver(host, envelope);
      if (code < 300) {
        relay.succeeded(envelope.id);
      } else {
        relay.failed(envelope.id, `${code} ${text}`, code >= 500, now);
      }
    } catch (error) {
      relay.failed(envelope.id, error instanceof Error ? error.message : String(error), false, now);
    }
  }

  private relayInternal(): MailRelay {
    if (!this.relay || !this.transport) {
      throw new Error('a delivery round needs a relay and a transport');
    }
    return this.relay;
  }
}
