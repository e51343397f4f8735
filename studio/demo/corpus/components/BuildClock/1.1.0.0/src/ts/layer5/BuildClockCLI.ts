import { DefaultBuildClock } from '../layer2/DefaultBuildClock.js';
import type { BuildClock } from '../layer3/BuildClock.interface.js';
import type { BuildClockModel } from '../layer3/BuildClockModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** Reports on recorded builds: `buildclock report`, `slowest [COUNT]`, `check [FACTOR]`. */
export class BuildClockCLI {
  private clock: BuildClock;
  private report: string[];
  private failed: boolean;

  constructor() {
    this.clock = new DefaultBuildClock();
    this.report = [];
    this.failed = false;
  }

  init(scenario: Scenario<BuildClockModel>): this {
    this.clock.init(scenario);
    return this;
  }

  get output(): string {
    return this.report.join('\n');
  }

  /** What the shell gets: 1 when a check found something, so that a pipeline stops. */
  get exitCode(): number {
    return this.failed ? 1 : 0;
  }

  summary(): this {
    const run = this.clock.latest;
    if (!run) {
      return this.write(`${this.clock.project}: no builds yet`);
    }
    for (const timing of run.phases.filter(phase => phase.parent === -1)) {
      this.write(`${timing.name.padEnd(20)}${this.seconds(timing.endedMs - timing.startedMs)}`);
    }
    return this.write(`${run.revision} ${run.succeeded ? 'succeeded' : 'failed'}`);
  }

  slowest(count: string = '5'): this {
    this.clock.slowest(Number(count)).forEach(({ phase, ownMs }) => this.write(`${phase}: ${this.seconds(ownMs)}`));
    return this;
  }

  check(factor: string = '1.5'): this {
    const over = this.clock.overBudget().map(phase => `${phase} is over its budget`);
    const slower = this.clock.regressions(Number(factor)).map(({ phase, usualMs, latestMs }) => {
      return `${phase} took ${this.seconds(latestMs)}, usually ${this.seconds(usualMs)}`;
    });
    this.failed = over.length + slower.length > 0;
    [...over, ...slower].forEach(line => this.write(line));
    return this.failed ? this : this.write('every phase is as fast as usual');
  }

  execute([command, parameter]: string[]): this {
    switch (command) {
      case 'report':
        return this.summary();
      case 'slowest':
        return this.slowest(parameter);
      case 'check':
        return this.check(parameter);
      default:
        throw new Error(`buildclock can report, slowest and check; not '${command}'`);
    }
  }

  seconds(milliseconds: number): string {
    return `${(milliseconds / 1000).toFixed(2)} s`;
  }

  write(line: string): this {
    this.report.push(line);
    return this;
  }
}
