import type { BuildClockModel, BuildRun } from './BuildClockModel.interface.js';
import type { Clock } from './Clock.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** A phase that has become slower than it used to be. */
export interface Regression {
  phase: string;
  usualMs: number;
  latestMs: number;
}

/** Times the phases of builds and notices when they become slow. */
export interface BuildClock {
  readonly project: string;
  readonly latest: BuildRun | null;

  init(scenario: Scenario<BuildClockModel>): this;
  toScenario(): Scenario<BuildClockModel>;

  use(clock: Clock): this;
  begin(revision: string): this;
  enter(phase: string): this;
  leave(phase: string): this;
  end(succeeded: boolean): this;
  budget(phase: string, milliseconds: number): this;

  durationOf(run: BuildRun, phase: string): number;
  overBudget(): string[];
  regressions(factor: number): Regression[];
  slowest(count: number): { phase: string; ownMs: number }[];
}
