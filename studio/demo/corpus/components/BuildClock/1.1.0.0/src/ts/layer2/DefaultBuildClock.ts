import { randomUUID } from 'node:crypto';
import type { BuildClock, Regression } from '../layer3/BuildClock.interface.js';
import type { BuildClockModel, BuildRun, PhaseTiming } from '../layer3/BuildClockModel.interface.js';
import type { Clock } from '../layer3/Clock.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** Times nested phases with a clock from outside, and compares runs by medians, which one slow run cannot bend. */
export class DefaultBuildClock implements BuildClock {
  protected model: BuildClockModel;
  protected owner: string;
  private clock: Clock | null;
  private zero: number;
  private running: BuildRun | null;
  private open: number[];

  constructor() {
    this.model = { uuid: randomUUID(), project: '', keepRuns: 50, budgets: {}, runs: [] };
    this.owner = '';
    this.clock = null;
    this.zero = 0;
    this.running = null;
    this.open = [];
  }

  /** Finished runs are restored; a run that was under way is not, since its clock has stopped. */
  init(scenario: Scenario<BuildClockModel>): this {
    this.owner = scenario.owner;
    this.model = structuredClone(scenario.model);
    this.running = null;
    this.open = [];
    return this;
  }

  toScenario(): Scenario<BuildClockModel> {
    const ior = { uuid: this.model.uuid, component: 'BuildClock', version: '1.1.0.0' };
    return { ior, owner: this.owner, model: structuredClone(this.model) };
  }

  get project(): string {
    return this.model.project;
  }

  get latest(): BuildRun | null {
    return this.model.runs.at(-1) ?? null;
  }

  use(clock: Clock): this {
    this.clock = clock;
    return this;
  }

  begin(revision: string): this {
    if (this.running) {
      throw new Error(`the build of ${this.running.revision} has not ended yet`);
    }
    if (!this.clock) {
      throw new Error('a build clock needs a clock: call use(clock) first');
    }
    this.zero = this.clock.now();
    this.running = { revision, succeeded: false, phases: [] };
    return this;
  }

  enter(phase: string): this {
    const { phases } = this.runInternal();
    const started = this.elapsedInternal();
    phases.push({ name: phase, parent: this.open.at(-1) ?? -1, startedMs: started, endedMs: started });
    this.open.push(phases.length - 1);
    return this;
  }

  /** Leaves the innermost phase, which must be the one named: crossed phases cannot be added up. */
  leave(phase: string): this {
    const { phases } = this.runInternal();
    const innermost = this.open.at(-1);
    if (innermost === undefined || phases[innermost].name !== phase) {
      const actual = innermost === undefined ? 'no phase' : `'${phases[innermost].name}'`;
      throw new Error(`cannot leave '${phase}': ${actual} is the innermost`);
    }
    phases[innermost].endedMs = this.elapsedInternal();
    this.open.pop();
    return this;
  }

  /** Ends the run and any phase still open, as after a failure, and forgets the oldest runs beyond the limit. */
  end(succeeded: boolean): this {
    const run = this.runInternal();
    const now = this.elapsedInternal();
    this.open.forEach(index => (run.phases[index].endedMs = now));
    this.open = [];
    this.running = null;
    this.model.runs = [...this.model.runs, { ...run, succeeded }].slice(-this.model.keepRuns);
    return this;
  }

  budget(phase: string, milliseconds: number): this {
    if (milliseconds <= 0) {
      throw new RangeError(`a budget of ${milliseconds} ms for '${phase}' can never be kept`);
    }
    this.model.budgets[phase] = milliseconds;
    return this;
  }

  /** A phase may occur several times in a run; all of them count. */
  durationOf(run: BuildRun, phase: string): number {
    const named = run.phases.filter(timing => timing.name === phase);
    return named.reduce((sum, timing) => sum + timing.endedMs - timing.startedMs, 0);
  }

  overBudget(): string[] {
    const { latest } = this;
    return latest === null
      ? []
      : Object.keys(this.model.budgets).filter(name => this.durationOf(latest, name) > this.model.budgets[name]);
  }

  /** Phases of the latest run that took more than `factor` times the median of the successful runs before it. */
  regressions(factor: number): Regression[] {
    const { latest } = this;
    const before = this.model.runs.slice(0, -1).filter(run => run.succeeded);
    if (!latest || before.length < 3) {
      return [];
    }
    return [...new Set(latest.phases.map(timing => timing.name))]
      .map(phase => ({
        phase,
        usualMs: this.medianInternal(before.map(run => this.durationOf(run, phase))),
        latestMs: this.durationOf(latest, phase),
      }))
      .filter(({ usualMs, latestMs }) => usualMs > 0 && latestMs > usualMs * factor);
  }

  /** Phases by the time they took themselves, without the phases inside them. */
  slowest(count: number): { phase: string; ownMs: number }[] {
    const own = new Map<string, number>();
    this.latest?.phases.forEach((timing, index, phases) => {
      const inside = phases.filter(other => other.parent === index);
      const nested = inside.reduce((sum, other) => sum + this.lengthInternal(other), 0);
      own.set(timing.name, (own.get(timing.name) ?? 0) + this.lengthInternal(timing) - nested);
    });
    const ranked = [...own].map(([phase, ownMs]) => ({ phase, ownMs }));
    return ranked.sort((one, other) => other.ownMs - one.ownMs).slice(0, count);
  }

  private medianInternal(values: number[]): number {
    const sorted = [...values].sort((one, other) => one - other);
    const middle = Math.floor(sorted.length / 2);
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private lengthInternal(timing: PhaseTiming): number {
    return timing.endedMs - timing.startedMs;
  }

  private elapsedInternal(): number {
    return this.clock!.now() - this.zero;
  }

  private runInternal(): BuildRun {
    if (!this.running) {
      throw new Error(`no build of ${this.project || 'this project'} is under way`);
    }
    return this.running;
  }
}
