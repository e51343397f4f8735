import type { ClinicQueueModel } from './ClinicQueueModel.interface.js';

/** The waiting room as data. Holds personal data: keep it where the clinic keeps its records. */
export interface Scenario {
  ior: { uuid: string; component: string; version: string };
  owner: string;
  model: ClinicQueueModel;
}
