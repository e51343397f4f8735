import type { AlarmBell } from '../layer3/AlarmBell.interface.js';
import type { Alarm } from '../layer3/AlarmBellModel.interface.js';
import type { Notifier } from '../layer3/Notifier.interface.js';

/** Tells the first person on call, then the next with every escalation. Who cannot be reached is skipped at once. */
export class EscalationChain {
  private bell: AlarmBell | null;
  private notifiers: Notifier[];
  private log: string[];

  constructor() {
    this.bell = null;
    this.notifiers = [];
    this.log = [];
  }

  init(bell: AlarmBell, notifiers: Notifier[]): this {
    if (notifiers.length === 0) {
      throw new Error('an escalation chain needs somebody to tell');
    }
    this.bell = bell;
    this.notifiers = [...notifiers];
    return this;
  }

  get history(): readonly string[] {
    return this.log;
  }

  /** To be called regularly. Completes when every alarm that is due has reached somebody. */
  async tick(at: number): Promise<this> {
    const due = this.bell?.escalate(at) ?? [];
    await Promise.all(due.map(alarm => this.passOn(alarm)));
    return this;
  }

  async passOn(alarm: Readonly<Alarm>): Promise<this> {
    const failures: unknown[] = [];
    const first = Math.min(alarm.escalations, this.notifiers.length) - 1;
    for (const notifier of this.notifiers.slice(Math.max(first, 0))) {
      try {
        await notifier.notify(alarm);
        this.log.push(`${alarm.sensor} (${alarm.severity}) to ${notifier.name}`);
        return this;
      } catch (error) {
        failures.push(error);
        this.log.push(`${alarm.sensor}: ${notifier.name} not reached`);
      }
    }
    throw new AggregateError(failures, `nobody could be told about ${alarm.sensor}`);
  }
}
