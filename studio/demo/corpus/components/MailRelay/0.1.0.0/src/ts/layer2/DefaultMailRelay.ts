import * as net from 'net';
import { MailRelay } from '../layer3/MailRelay.interface.js';

export class DefaultMailRelay implements MailRelay {
  public queue: any[] = [];
  public routes: any;
  public sent = 0;

  constructor(routes: any, private readonly port = 25) {
    this.routes = routes;
    setInterval(() => {
      this.flush();
    }, 60000);
  }

  send(from: string, to: string, body: string): void {
    if (!to.includes('@')) {
      console.error('bad address ' + to);
      return;
    }
    this.queue.push({ from, to, body, tries: 0 });
  }

  async flush(): Promise<void> {
    const batch = this.queue;
    this.queue = [];
    for (const mail of batch) {
      try {
        await this.deliver(mail);
        this.sent++;
      } catch (e) {
        mail.tries++;
        if (mail.tries < 5) {
          this.queue.push(mail);
        } else {
          console.error('giving up on ' + mail.to);
        }
      }
    }
  }

  deliver(mail: any): Promise<void> {
    const domain = mail.to.split('@')[1];
    const host = this.routes[domain] || this.routes['*'];
    return new Promise((resolve, reject) => {
      const socket = net.connect(this.port, host);
      const lines = [
        'HELO localhost',
        'MAIL FROM:<' + mail.from + '>',
        'RCPT TO:<' + mail.to + '>',
        'DATA',
        mail.body + '\r\n.',
        'QUIT',
      ];
      socket.on('data', data => {
        const code = parseInt(data.toString());
        if (code >= 400) {
          socket.end();
          reject(new Error(data.toString()));
        } else if (lines.length > 0) {
          socket.write(lines.shift() + '\r\n');
        }
      });
      socket.on('error', reject);
      socket.on('end', () => resolve());
    });
  }
}
