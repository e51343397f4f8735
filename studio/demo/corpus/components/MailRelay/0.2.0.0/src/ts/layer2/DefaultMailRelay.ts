import { randomUUID } from 'node:crypto';
import type { MailRelay } from '../layer3/MailRelay.interface.js';
import type { Envelope, MailRelayModel } from '../layer3/MailRelayModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

export class DefaultMailRelay implements MailRelay {
  private model: MailRelayModel;
  private owner = 'postmaster';

  constructor() {
    this.model = {
      uuid: randomUUID(),
      hostname: 'localhost',
      retryMinutes: [5, 30, 120, 480],
      routes: [],
      queue: [],
      delivered: 0,
    };
  }

  init(scenario: Scenario<MailRelayModel>): this {
    this.owner = scenario.owner;
    this.model = structuredClone(scenario.model);
    return this;
  }

  toScenario(): Scenario<MailRelayModel> {
    return {
      ior: { uuid: this.model.uuid, component: 'MailRelay', version: '0.2.0.0' },
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

  accept(sender: string, recipients: string[], body: string, at: number): this {
    for (const recipient of recipients) {
      if (!/^[^@\s]+@[^@\s]+$/.test(recipient)) {
        throw new Error('not a mail address: ' + recipient);
      }
      this.hostFor(recipient);
      this.enqueueInternal(sender, recipient, body, at);
    }
    return this;
  }

  /** Messages whose time has come, the longest waiting first. */
  due(now: number): Envelope[] {
    const ready = this.model.queue.filter(envelope => envelope.nextAttemptAt <= now);
    return structuredClone(ready).sort((one, other) => one.nextAttemptAt - other.nextAttemptAt);
  }

  hostFor(address: string): string {
    const domain = address.split('@')[1].toLowerCase();
    const known = this.model.routes.find(route => route.domain === domain);
    const fallback = this.model.routes.find(route => route.domain === '*');
    const chosen = known ?? fallback;
    if (!chosen) {
      throw new Error('no route to ' + domain);
    }
    return chosen.host;
  }

  succeeded(id: string): this {
    this._remove(id);
    this.model.delivered += 1;
    return this;
  }

  /** Plans the next attempt, or gives the message up. */
  failed(id: string, problem: string, permanent: boolean, at: number): this {
    const envelope = this.envelopeInternal(id);
    const pause = this.model.retryMinutes[envelope.attempts];
    envelope.attempts += 1;
    envelope.lastProblem = problem;
    if (permanent || pause === undefined) {
      console.error(`dropped message to ${envelope.recipient}: ${problem}`);
      this._remove(id);
    } else {
      envelope.nextAttemptAt = at + pause * 60_000;
    }
    return this;
  }

  private enqueueInternal(sender: string, recipient: string, body: string, at: number): this {
    const fresh = { attempts: 0, nextAttemptAt: at, lastProblem: '' };
    this.model.queue.push({ id: randomUUID(), sender, recipient, body, ...fresh });
    return this;
  }

  _remove(id: string): void {
    this.model.queue = this.model.queue.filter(envelope => envelope.id !== id);
  }

  private envelopeInternal(id: string): Envelope {
    const envelope = this.model.queue.find(candidate => candidate.id === id);
    if (!envelope) {
      throw new Error(`message ${id} is not in the queue of ${this.hostname}`);
    }
    return envelope;
  }
}
