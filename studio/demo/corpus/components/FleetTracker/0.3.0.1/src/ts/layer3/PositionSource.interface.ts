import type { PositionReport } from './FleetTrackerModel.interface.js';

/** Anything that yields positions one after the other: a log file, a radio gateway, a simulation. */
export interface PositionSource {
  positions(): AsyncIterable<PositionReport>;
}
