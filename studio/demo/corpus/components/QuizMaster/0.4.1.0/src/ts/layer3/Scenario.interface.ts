import type { QuizMasterModel } from './QuizMasterModel.interface.js';

/** A quiz evening that can be put away and continued: identity, owner (the quiz host) and model. */
export interface Scenario {
  ior: { uuid: string; component: string; version: string };
  owner: string;
  model: QuizMasterModel;
}
