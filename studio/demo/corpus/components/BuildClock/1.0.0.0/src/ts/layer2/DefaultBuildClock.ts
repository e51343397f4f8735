import { existsSync, readFileSync, writeFileSync } from 'fs';
import { BuildClock } from '../layer3/BuildClock.interface.js';
import { BuildClockModel } from '../layer3/BuildClockModel.interface.js';

const HISTORY = '.build-times.json';

export class DefaultBuildClock implements BuildClock {
  model: BuildClockModel;
  history: any[] = [];

  constructor() {
    const pkg = existsSync('package.json') ? JSON.parse(readFileSync('package.json', 'utf8')) : {};
    this.model = { project: pkg.name || 'unknown', phases: {} };
    if (existsSync(HISTORY)) {
      this.history = JSON.parse(readFileSync(HISTORY, 'utf8'));
    }
    process.on('exit', () => this.report());
  }

  start(phase: string): void {
    const p = this.model.phases[phase] || { total: 0, count: 0 };
    if (p.started) {
      console.error('phase already running: ' + phase);
      return;
    }
    p.started = Date.now();
    this.model.phases[phase] = p;
  }

  stop(phase: string): number {
    const p = this.model.phases[phase];
    if (!p || !p.started) {
      console.error('phase not running: ' + phase);
      return 0;
    }
    const time = Date.now() - p.started;
    p.total += time;
    p.count++;
    p.started = undefined;
    return time;
  }

  total(): number {
    return Object.values(this.model.phases).reduce((sum, p) => sum + p.total, 0);
  }

  compare(phase: string): number {
    const past = this.history.map(h => h.phases[phase]).filter(h => h);
    const mean = past.reduce((sum: number, h: any) => sum + h.total, 0) / past.length;
    return this.model.phases[phase].total / mean;
  }

  report(): void {
    for (const phase of Object.keys(this.model.phases)) {
      console.log(phase + ': ' + formatTime(this.model.phases[phase].total));
    }
    this.history.push(this.model);
    writeFileSync(HISTORY, JSON.stringify(this.history));
  }
}

export function formatTime(ms: number): string {
  return ms < 1000 ? ms + ' ms' : (ms / 1000).toFixed(1) + ' s';
}
