/** Which host takes mail for a domain. `*` stands for every other domain. */
export interface MailRoute {
  domain: string;
  host: string;
}

/** An accepted message: one sender, one recipient, and what is left to try. */
export interface Envelope {
  id: string;
  sender: string;
  recipient: string;
  body: string;
  attempts: number;
  nextAttemptAt: number;
  lastProblem: string;
}

/** `retryMinutes` holds the pause after each failed attempt; when it is used up, the message is dropped. */
export interface MailRelayModel {
  uuid: string;
  hostname: string;
  retryMinutes: number[];
  routes: MailRoute[];
  queue: Envelope[];
  delivered: number;
}
