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

  /** Fails when the program cannot be started, runs longer than allowed or ends with a code other than 0. */
  notify(alarm: Readonly<Alarm>): Promise<void> {
    const parameters = [alarm.sensor, alarm.severity, String(alarm.value)];
    return new Promise((resolve, reject) => {
      const child = spawn(this.program, parameters, { stdio: 'ignore', timeout: this.timeoutMs });
      child.once('error', cause => reject(new Error(`${this.program} could not be started`, { cause })));
      child.once('exit', (code, signal) => {
        if (code === 0) {
          resolve();
        } else {
          reject(new Error(`${this.program} ended with ${signal ?? `code ${code}`}`));
        }
      });
    });
  }
}
