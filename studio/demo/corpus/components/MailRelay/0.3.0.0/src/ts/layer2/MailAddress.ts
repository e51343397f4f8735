/** An address of the plain form `local@domain`; the domain is compared without regard to case. */
export class MailAddress {
  private local: string;
  private host: string;

  constructor() {
    this.local = '';
    this.host = '';
  }

  init(text: string): this {
    const match = /^<?([^\s<>@]+)@([a-z0-9-]+(?:\.[a-z0-9-]+)*)>?$/i.exec(text.trim());
    if (!match) {
      throw new Error(`501 '${text}' is not a mail address`);
    }
    this.local = match[1];
    this.host = match[2].toLowerCase();
    return this;
  }

  get domain(): string {
    return this.host;
  }

  get full(): string {
    return `${this.local}@${this.host}`;
  }
}
