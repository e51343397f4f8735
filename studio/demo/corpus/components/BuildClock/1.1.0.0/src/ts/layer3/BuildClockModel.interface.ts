/** A timed stretch of a build. Phases nest; `parent` is the index of the enclosing phase, -1 at the top. */
export interface PhaseTiming {
  name: string;
  parent: number;
  startedMs: number;
  endedMs: number;
}

/** One run of a build, on a clock that starts at 0. */
export interface BuildRun {
  revision: string;
  succeeded: boolean;
  phases: PhaseTiming[];
}

/** `budgets` are upper limits in milliseconds by phase name. */
export interface BuildClockModel {
  uuid: string;
  project: string;
  keepRuns: number;
  budgets: Record<string, number>;
  runs: BuildRun[];
}
