import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { ClinicQueue } from '../layer3/ClinicQueue.interface.js';
import type { ClinicQueueModel } from '../layer3/ClinicQueueModel.interface.js';

export class DefaultClinicQueue implements ClinicQueue {
  public model: ClinicQueueModel;
  public counter = 0;
  public backupFile: string;

  constructor(rooms: string[], backupFile = 'queue.json') {
    this.backupFile = backupFile;
    this.model = { uuid: randomUUID(), waiting: [], rooms: {} };
    rooms.forEach(room => {
      this.model.rooms[room] = null;
    });
    setInterval(() => this.backup(), 60000).unref();
  }

  arrive(name: string, urgent: boolean = false): number {
    this.counter++;
    const patient = { number: this.counter, name: name, urgent: urgent, since: Date.now() };
    if (urgent) {
      const index = this.model.waiting.findIndex((p: any) => !p.urgent);
      if (index >= 0) {
        this.model.waiting.splice(index, 0, patient);
      } else {
        this.model.waiting.push(patient);
      }
    } else {
      this.model.waiting.push(patient);
    }
    return patient.number;
  }

  callNext(room: string): any {
    if (this.model.rooms[room]) {
      console.error('room ' + room + ' is taken');
      return undefined;
    }
    const patient = this.model.waiting.shift();
    this.model.rooms[room] = patient;
    return patient;
  }

  finish(room: string): void {
    this.model.rooms[room] = null;
  }

  longestWait(): number {
    return Math.max(...this.model.waiting.map((p: any) => Date.now() - p.since)) / 60000;
  }

  backup(): void {
    try {
      writeFileSync(this.backupFile, JSON.stringify(this.model));
    } catch (e) {
      console.error('backup failed');
    }
  }
}
