import { spawn } from 'node:child_process';
import type { Alarm } from '../layer3/AlarmBellModel.interface.js';
import type { Notifier } from '../layer3/Notifier.interface.js';

/** Starts a program for each alarm (a siren, a pager gateway) and hands it sensor, severity and value as arguments. */
export class CommandNotifier implements Notifier {
  private program: string;
  private timeoutMs: number;

  constructor() {
    this.program = 'true';
    this.timeoutMs = 10_000;
  }

  init(program: string, timeoutMs: number): this {
    this.program = program;
    this.timeoutMs = timeoutMs;
    return this;
  }

  get name(): string {
    return this.program;
  }

  notify(alarm: Readonly<Alarm>): Promise<void> {
    return new Promise(resolve => {
      const child = spawn(this.program, [alarm.sensor], { stdio: 'ignore', timeout: this.timeoutMs });
      child.once('error', error => {
        console.error(error);
        resolve();
      });
      child.once('exit', () => resolve());
    });
  }
}
