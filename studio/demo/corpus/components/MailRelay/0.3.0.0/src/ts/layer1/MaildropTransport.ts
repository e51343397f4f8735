import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Envelope } from '../layer3/MailRelayModel.interface.js';
import type { DeliveryReply, MailTransport } from '../layer3/MailTransport.interface.js';

/**
 * Delivers into folders instead of over the network: one folder per host, one file per message.
 * Files are written under `tmp` and moved to `new`, so that a reader never sees half a message.
 */
export class MaildropTransport implements MailTransport {
  private root: string;

  constructor() {
    this.root = 'maildrop';
  }

  init(root: string): this {
    this.root = root;
    return this;
  }

  async deliver(host: string, envelope: Envelope): Promise<DeliveryReply> {
    const folder = join(this.root, host.replace(/[^\w.-]/g, '_'));
    const draft = join(folder, 'tmp', envelope.id);
    try {
      await Promise.all(['tmp', 'new'].map(name => mkdir(join(folder, name), { recursive: true })));
      await writeFile(draft, this.formatInternal(envelope), 'utf8');
      await rename(draft, join(folder, 'new', `${envelope.id}.eml`));
    } catch (error) {
      return this.replyInternal(error as NodeJS.ErrnoException);
    }
    return { code: 250, text: 'filed' };
  }

  private formatInternal({ sender, recipient, body }: Envelope): string {
    return [`Return-Path: ${sender}`, `Delivered-To: ${recipient}`, '', body, ''].join('\r\n');
  }

  /** A full disk empties again; a forbidden folder does not. */
  private replyInternal(error: NodeJS.ErrnoException): DeliveryReply {
    const permanent = error.code === 'EACCES' || error.code === 'EROFS';
    return { code: permanent ? 554 : 452, text: error.message };
  }
}
