import { execSync } from 'child_process';
import { DefaultBuildClock } from '../layer2/DefaultBuildClock.js';

export class BuildClockCLI {
  public clock = new DefaultBuildClock();

  run(args: any): void {
    const [phase, ...command] = args;
    this.clock.start(phase);
    try {
      execSync(command.join(' '), { stdio: 'inherit' });
    } catch (e) {
      console.error('build failed');
    }
    this.clock.stop(phase);
  }
}
