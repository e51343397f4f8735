export interface Guest {
  name: string;
  /** Guests of one party (a couple, a family) sit at one table. */
  party: string;
  needsAccess: boolean;
}

export interface Table {
  name: string;
  seats: number;
  accessible: boolean;
}

/** How much two guests want each other at the table: above zero they do, below zero they had better not meet. */
export interface Affinity {
  left: string;
  right: string;
  weight: number;
}

export interface SeatPlannerModel {
  uuid: string;
  occasion: string;
  guests: Guest[];
  tables: Table[];
  affinities: Affinity[];
  /** Party name to table name. */
  seating: Record<string, string>;
}
