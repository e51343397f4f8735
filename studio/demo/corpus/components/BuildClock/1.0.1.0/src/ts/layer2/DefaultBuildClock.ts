import { randomUUID } from 'node:crypto';
import type { BuildClock } from '../layer3/BuildClock.interface.js';
import type { BuildClockModel, BuildRun } from '../layer3/BuildClockModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** Build times by phase. History now lives in the scenario instead of a hidden file. */
export class DefaultBuildClock implements BuildClock {
  private model: BuildClockModel;
  public now: () => number = () => performance.now();

  constructor() {
    this.model = { uuid: randomUUID(), project: 'unknown', runs: [] };
  }

  init(scenario: Scenario<BuildClockModel>): this {
    this.model = scenario.model;
    return this;
  }

  toScenario(): Scenario<BuildClockModel> {
    return {
      ior: { uuid: this.model.uuid, component: 'BuildClock', version: '1.0.1.0' },
      owner: '',
      model: this.model,
    };
  }

  get latest(): BuildRun {
    const run = this.model.runs[this.model.runs.length - 1];
    if (!run) {
      throw new Error('no build has begun');
    }
    return run;
  }

  begin(revision: string): this {
    this.model.runs.push({ revision, phases: [] });
    return this;
  }

  enter(phase: string): this {
    this.latest.phases.push({ name: phase, startedMs: this.now(), endedMs: NaN });
    return this;
  }

  leave(phase: string): this {
    const open = this.latest.phases.find(timing => timing.name === phase && Number.isNaN(timing.endedMs));
    if (!open) {
      throw new Error(`phase '${phase}' is not running`);
    }
    open.endedMs = this.now();
    return this;
  }

  durationOf(run: BuildRun, phase: string): number {
    return run.phases
      .filter(timing => timing.name === phase)
      .reduce((sum, timing) => sum + timing.endedMs - timing.startedMs, 0);
  }

  /** Time of the latest run relative to the mean of the runs before it; 1 means unchanged. */
  slowdown(phase: string): number {
    const before = this.model.runs.slice(0, -1).map(run => this.durationOf(run, phase));
    const mean = before.reduce((sum, duration) => sum + duration, 0) / before.length;
    return this.durationOf(this.latest, phase) / mean;
  }
}
