import type { Envelope } from './MailRelayModel.interface.js';

/** The answer of a mail host, by the first digit of its reply code: 2 taken, 4 try later, 5 never. */
export interface DeliveryReply {
  code: number;
  text: string;
}

/** Hands a message to the next host. Rejects only when the host cannot be reached at all. */
export interface MailTransport {
  deliver(host: string, envelope: Envelope): Promise<DeliveryReply>;
}
