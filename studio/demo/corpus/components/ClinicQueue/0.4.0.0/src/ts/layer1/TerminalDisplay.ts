import type { Writable } from 'node:stream';
import type { CallDisplay } from '../layer3/CallDisplay.interface.js';

/** Shows the open calls on a text screen, newest on top, with a bell for each new one. */
export class TerminalDisplay implements CallDisplay {
  private output: Writable | null;
  private calls: { ticket: string; room: string }[];

  constructor() {
    this.output = null;
    this.calls = [];
  }

  init(output: Writable): this {
    this.output = output;
    return this;
  }

  async show(ticket: string, room: string): Promise<void> {
    this.calls = [{ ticket, room }, ...this.calls.filter(call => call.ticket !== ticket)];
    await this.writeInternal('\u0007' + this.screen());
  }

  async clear(ticket: string): Promise<void> {
    this.calls = this.calls.filter(call => call.ticket !== ticket);
    await this.writeInternal(this.screen());
  }

  screen(): string {
    const rows = this.calls.map(({ ticket, room }) => `  ${ticket}   room ${room}`);
    return ['\u001b[2J\u001b[H  NOW CALLED', ...rows, ''].join('\n');
  }

  private async writeInternal(text: string): Promise<void> {
    const { output } = this;
    if (!output) {
      throw new Error('TerminalDisplay needs init(output), e.g. with process.stdout');
    }
    return new Promise((resolve, reject) => {
      output.write(text, error => (error ? reject(error) : resolve()));
    });
  }
}
