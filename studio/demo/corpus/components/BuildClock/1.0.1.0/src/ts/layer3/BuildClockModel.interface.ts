export interface PhaseTiming {
  name: string;
  startedMs: number;
  endedMs: number;
}

/** One build: its source revision and the phases in the order in which they began. */
export interface BuildRun {
  revision: string;
  phases: PhaseTiming[];
}

export interface BuildClockModel {
  uuid: string;
  project: string;
  runs: BuildRun[];
}
