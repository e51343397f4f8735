import { beforeEach, describe, expect, it } from 'vitest';
import { SteppedClock } from '../src/ts/layer1/SteppedClock.js';
import { DefaultBuildClock } from '../src/ts/layer2/DefaultBuildClock.js';

describe('BuildClock', () => {
  let time: SteppedClock;
  let build: DefaultBuildClock;

  const run = (revision: string, compileMs: number): void => {
    build.begin(revision).enter('compile');
    time.advance(10);
    build.enter('types');
    time.advance(compileMs);
    build.leave('types').leave('compile').end(true);
  };

  beforeEach(() => {
    time = new SteppedClock().init(5000);
    build = new DefaultBuildClock().use(time);
  });

  it('attributes time to the phase that spent it', () => {
    run('r1', 90);
    expect(build.durationOf(build.latest!, 'compile')).toBe(100);
    expect(build.slowest(2)).toEqual([{ phase: 'types', ownMs: 90 }, { phase: 'compile', ownMs: 10 }]);
  });

  it('refuses to leave phases crosswise', () => {
    build.begin('r1').enter('compile').enter('types');
    expect(() => build.leave('compile')).toThrow("'types' is the innermost");
  });

  it('closes open phases when a build breaks off', () => {
    build.begin('r1').enter('compile');
    time.advance(40);
    expect(build.end(false).latest).toMatchObject({ succeeded: false, phases: [{ endedMs: 40 }] });
  });

  it('compares with the median, so that one slow run in the past does not hide a regression', () => {
    [100, 102, 900, 98].forEach((milliseconds, index) => run(`r${index}`, milliseconds));
    run('slow', 200);
    expect(build.regressions(1.5).map(({ phase, usualMs }) => [phase, usualMs])).toContainEqual(['types', 101]);
  });

  it('names the phases over budget', () => {
    build.budget('types', 50).budget('compile', 500);
    run('r1', 60);
    expect(build.overBudget()).toEqual(['types']);
  });
});
