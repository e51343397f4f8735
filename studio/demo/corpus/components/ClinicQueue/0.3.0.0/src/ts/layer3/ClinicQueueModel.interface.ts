/** Triage levels by urgency: 1 immediate, 2 very urgent, 3 urgent, 4 standard, 5 not urgent. */
export type TriageLevel = 1 | 2 | 3 | 4 | 5;

export type VisitState = 'waiting' | 'called' | 'in treatment' | 'done' | 'left';

export interface Visit {
  /** The number on the ticket, e.g. B017; names are never shown on the display. */
  ticket: string;
  level: TriageLevel;
  /** Minutes since midnight. */
  arrivedAt: number;
  calledAt: number | null;
  startedAt: number | null;
  room: string | null;
  missedCalls: number;
  state: VisitState;
}

export interface ClinicQueueModel {
  uuid: string;
  rooms: string[];
  visits: Visit[];
  /** Longest acceptable wait in minutes, one entry per triage level from 1 to 5. */
  maxWait: [number, number, number, number, number];
}
