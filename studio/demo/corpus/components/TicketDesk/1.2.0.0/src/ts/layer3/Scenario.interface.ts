import type { TicketDeskModel } from './TicketDeskModel.interface.js';

/** A ticket desk at rest. */
export interface TicketDeskScenario {
  ior: { uuid: string; component: 'TicketDesk'; version: string };
  owner: string;
  model: TicketDeskModel;
}
