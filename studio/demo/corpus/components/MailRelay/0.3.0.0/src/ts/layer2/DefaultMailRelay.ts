import { randomUUID } from 'node:crypto';
import type { MailRelay } from '../layer3/MailRelay.interface.js';
import type { Envelope, MailRelayModel } from '../layer3/MailRelayModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';
import { MailAddress } from './MailAddress.js';

/** The queue of a mail relay. It decides what is sent when and where to; sending itself is layer 4's task. */
export class DefaultMailRelay implements MailRelay {
  private model: MailRelayModel;
  private owner = 'postmaster';

  constructor() {
    this.model = {
      uuid: randomUUID(),
      hostname: 'localhost',
      maxBodyBytes: 1_000_000,
      retryMinutes: [5, 30, 120, 480],
      routes: [],
      blocked: [],
      queue: [],
      delivered: 0,
    };
  }

  init(scenario: Scenario<MailRelayModel>): this {
    if (scenario.model.retryMinutes.some(minutes => minutes <= 0)) {
      throw new RangeError('every pause between attempts must be longer than nothing');
    }
    this.owner = scenario.owner;
    this.model = structuredClone(scenario.model);
    return this;
  }

  toScenario(): Scenario<MailRelayModel> {
    return {
      ior: { uuid: this.model.uuid, component: 'MailRelay', version: '0.3.0.0' },
      owner: this.owner,
      model: structuredClone(this.model),
    };
  }

  get hostname(): string {
    return this.model.hostname;
  }

  get queued(): number {
    return this.model.queue.length;
  }

  get delivered(): number {
    return this.model.delivered;
  }

  /** Sends a domain to a host. A later route for the same domain replaces the former. */
  route(domain: string, host: string): this {
    const name = domain.toLowerCase();
    this.model.routes = this.model.routes.filter(route => route.domain !== name);
    this.model.routes.push({ domain: name, host });
    return this;
  }

  block(sender: string): this {
    const { full } = new MailAddress().init(sender);
    this.model.blocked = [...new Set([...this.model.blocked, full])];
    return this;
  }

  /** Takes a message for all its recipients or for none: one without a route refuses the whole message. */
  accept(sender: string, recipients: string[], body: string, at: number): this {
    const from = new MailAddress().init(sender);
    if (this.model.blocked.includes(from.full)) {
      throw new Error(`550 ${from.full} may not send through ${this.hostname}`);
    }
    const size = Buffer.byteLength(body, 'utf8');
    if (size > this.model.maxBodyBytes) {
      throw new Error(`552 message of ${size} bytes exceeds ${this.model.maxBodyBytes}`);
    }
    const unique = new Set(recipients.map(recipient => new MailAddress().init(recipient).full));
    unique.forEach(recipient => this.hostFor(recipient));
    for (const recipient of unique) {
      this.enqueueInternal(from.full, recipient, body, at);
    }
    return this;
  }

  /** Messages whose time has come, the longest waiting first. */
  due(now: number): Envelope[] {
    const ready = this.model.queue.filter(envelope => envelope.nextAttemptAt <= now);
    return structuredClone(ready).sort((one, other) => one.nextAttemptAt - other.nextAttemptAt);
  }

  /** The most specific route wins: the domain itself, then wildcards from long to short, then `*`. */
  hostFor(address: string): string {
    const { domain } = new MailAddress().init(address);
    const matching = this.model.routes
      .filter(route => this.coversInternal(route.domain, domain))
      .sort((one, other) => other.domain.length - one.domain.length);
    const best = matching.find(route => route.domain === domain) ?? matching[0];
    if (!best) {
      throw new Error(`550 no route to ${domain}`);
    }
    return best.host;
  }

  succeeded(id: string): this {
    this.removeInternal(this.envelopeInternal(id));
    this.model.delivered += 1;
    return this;
  }

  /** Plans the next attempt, or bounces the message when it will never arrive. */
  failed(id: string, problem: string, permanent: boolean, at: number): this {
    const envelope = this.envelopeInternal(id);
    const pause = this.model.retryMinutes[envelope.attempts];
    envelope.attempts += 1;
    envelope.lastProblem = problem;
    if (permanent || pause === undefined) {
      return this.bounceInternal(envelope, at);
    }
    envelope.nextAttemptAt = at + pause * 60_000;
    return this;
  }

  /** Tells the sender. A bounce has no sender itself, so that bounces of bounces end here. */
  private bounceInternal(envelope: Envelope, at: number): this {
    this.removeInternal(envelope);
    if (envelope.sender === '<>') {
      return this;
    }
    const text = `Your message to ${envelope.recipient} was not delivered: ${envelope.lastProblem}`;
    return this.enqueueInternal('<>', envelope.sender, text, at);
  }

  private enqueueInternal(sender: string, recipient: string, body: string, at: number): this {
    const fresh = { attempts: 0, nextAttemptAt: at, lastProblem: '' };
    this.model.queue.push({ id: randomUUID(), sender, recipient, body, ...fresh });
    return this;
  }

  private coversInternal(pattern: string, domain: string): boolean {
    return pattern === '*' || pattern === domain || (pattern.startsWith('*.') && domain.endsWith(pattern.slice(1)));
  }

  private removeInternal(envelope: Envelope): void {
    this.model.queue = this.model.queue.filter(other => other !== envelope);
  }

  private envelopeInternal(id: string): Envelope {
    const envelope = this.model.queue.find(candidate => candidate.id === id);
    if (!envelope) {
      throw new Error(`message ${id} is not in the queue of ${this.hostname}`);
    }
    return envelope;
  }
}
