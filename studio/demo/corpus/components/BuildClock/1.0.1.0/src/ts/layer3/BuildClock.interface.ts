import type { BuildClockModel, BuildRun } from './BuildClockModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

export interface BuildClock {
  readonly latest: BuildRun;
  init(scenario: Scenario<BuildClockModel>): this;
  toScenario(): Scenario<BuildClockModel>;
  begin(revision: string): this;
  enter(phase: string): this;
  leave(phase: string): this;
  durationOf(run: BuildRun, phase: string): number;
  slowdown(phase: string): number;
}
