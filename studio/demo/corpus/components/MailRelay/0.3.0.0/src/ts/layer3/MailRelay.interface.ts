import type { Envelope, MailRelayModel } from './MailRelayModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** Accepts mail for known domains and keeps it until it is delivered or bounced. */
export interface MailRelay {
  readonly hostname: string;
  readonly queued: number;
  readonly delivered: number;

  init(scenario: Scenario<MailRelayModel>): this;
  toScenario(): Scenario<MailRelayModel>;

  route(domain: string, host: string): this;
  block(sender: string): this;
  accept(sender: string, recipients: string[], body: string, at: number): this;

  due(now: number): Envelope[];
  hostFor(address: string): string;
  succeeded(id: string): this;
  failed(id: string, problem: string, permanent: boolean, at: number): this;
}
