import { spawnSync } from 'node:child_process';
import { DefaultBuildClock } from '../layer2/DefaultBuildClock.js';
import type { BuildClockModel } from '../layer3/BuildClockModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** `buildclock REVISION PHASE COMMAND…` runs a command and times it. */
export class BuildClockCLI {
  private clock: DefaultBuildClock;

  constructor() {
    this.clock = new DefaultBuildClock();
  }

  init(scenario: Scenario<BuildClockModel>): this {
    this.clock.init(scenario);
    return this;
  }

  execute([revision, phase, program, ...parameters]: string[]): this {
    this.clock.begin(revision).enter(phase);
    const { status } = spawnSync(program, parameters, { stdio: 'inherit' });
    this.clock.leave(phase);
    if (status !== 0) {
      throw new Error(`${program} ended with status ${status}`);
    }
    console.log(`${phase}: ${Math.round(this.clock.durationOf(this.clock.latest, phase))} ms`);
    return this;
  }
}
