import type { MailRelay } from '../layer3/MailRelay.interface.js';
import type { Envelope } from '../layer3/MailRelayModel.interface.js';
import type { MailTransport } from '../layer3/MailTransport.interface.js';

/** Delivers what is due: hosts in parallel, the messages of one host one after the other. */
export class DeliveryRound {
  private relay: MailRelay | null = null;
  private transport: MailTransport | null = null;
  private unreachable: Set<string>;

  constructor() {
    this.unreachable = new Set();
  }

  init(relay: MailRelay, transport: MailTransport): this {
    this.relay = relay;
    this.transport = transport;
    return this;
  }

  /** Hosts that could not be reached in the last round. */
  get unreachableHosts(): string[] {
    return [...this.unreachable].sort();
  }

  async run(now: number): Promise<this> {
    const relay = this.relayInternal();
    this.unreachable.clear();
    const byHost = new Map<string, Envelope[]>();
    for (const envelope of relay.due(now)) {
      const host = relay.hostFor(envelope.recipient);
      byHost.set(host, [...(byHost.get(host) ?? []), envelope]);
    }
    await Promise.all([...byHost].map(([host, envelopes]) => this.hostInternal(host, envelopes, now)));
    return this;
  }

  /** Once a host is unreachable, its other messages are put off without trying. */
  private async hostInternal(host: string, envelopes: Envelope[], now: number): Promise<void> {
    for (const envelope of envelopes) {
      if (this.unreachable.has(host)) {
        this.relayInternal().failed(envelope.id, `${host} is unreachable`, false, now);
      } else {
        await this.deliverInternal(host, envelope, now);
      }
    }
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
      this.unreachable.add(host);
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
