import type { Alarm } from './AlarmBellModel.interface.js';

/** Brings an alarm to a person: by pager, mail, siren. A rejected promise means that nobody was reached. */
export interface Notifier {
  readonly name: string;
  notify(alarm: Readonly<Alarm>): Promise<void>;
}
