import type { VoteCounterModel } from './VoteCounterModel.interface.js';

/** A whole election as plain data: store it, send it, recount it elsewhere. */
export interface Scenario {
  ior: { uuid: string; component: string; version: string };
  owner: string;
  model: VoteCounterModel;
}
