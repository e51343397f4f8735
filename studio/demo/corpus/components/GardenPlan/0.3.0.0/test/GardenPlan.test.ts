import { beforeEach, describe, expect, it } from 'vitest';
import { DefaultGardenPlan } from '../src/ts/layer2/DefaultGardenPlan.js';
import type { Appetite, Crop } from '../src/ts/layer3/GardenPlanModel.interface.js';
import { SeasonPlanner } from '../src/ts/layer4/SeasonPlanner.js';

class Seeds {
  static of(name: string, family: string, appetite: Appetite, dislikes: string[] = []): Crop {
    return { name, family, appetite, spacing: 40, sowWeeks: [14, 20], weeksToHarvest: 10, dislikes };
  }
}

describe('GardenPlan', () => {
  let plan: DefaultGardenPlan;

  beforeEach(() => {
    plan = new DefaultGardenPlan()
      .learn(Seeds.of('potato', 'nightshade', 'strong', ['pea']))
      .learn(Seeds.of('tomato', 'nightshade', 'strong'))
      .learn(Seeds.of('cabbage', 'brassica', 'strong'))
      .learn(Seeds.of('pea', 'legume', 'feeder'))
      .lay('south', 120, 400)
      .lay('north', 120, 200, 'south');
  });

  it('lets a family come back only after the pause', () => {
    plan.plant('south', { crop: 'potato', year: 2022, week: 16 });
    expect(() => plan.plant('south', { crop: 'tomato', year: 2025, week: 16 })).toThrow('nightshade grew there in 2022');
    expect(plan.plant('south', { crop: 'tomato', year: 2026, week: 16 }).bed('south').plantings).toHaveLength(2);
  });

  it('gives no bed to one strong feeder after the other', () => {
    plan.plant('south', { crop: 'potato', year: 2024, week: 16 });
    const [best, other] = plan.propose({ crop: 'cabbage', year: 2025, week: 16 });
    expect(best).toEqual({ bed: 'north', plants: 15, objections: [] });
    expect(other.objections).toEqual(['potato has eaten up the soil']);
  });

  it('minds neighbours both ways, as long as they stand', () => {
    plan.plant('south', { crop: 'potato', year: 2025, week: 14 });
    expect(() => plan.plant('north', { crop: 'pea', year: 2025, week: 15 })).toThrow('does not get on with potato');
    expect(plan.growing(2025, 24).get('south')).toEqual([]);
    expect(plan.harvest(2025, 24).map(planting => planting.crop)).toEqual(['potato']);
  });

  it('keeps to the season', () => {
    expect(() => plan.plant('south', { crop: 'pea', year: 2025, week: 30 })).toThrow('is sown in weeks 14 to 20');
  });

  it('plans a season and says what found no bed', async () => {
    const catalogue = { crop: async (name: string) => (name === 'leek' ? null : Seeds.of(name, name, 'medium')) };
    const planner = await new SeasonPlanner().init(plan, catalogue).season(2025, 15, 'kale', 'leek', 'beet', 'dill');
    expect([...planner.unplanted]).toEqual([
      ['leek', 'is not in the catalogue'],
      ['dill', 'kale stands there until week 25'],
    ]);
  });

  it('comes back from its scenario', () => {
    const scenario = plan.plant('north', { crop: 'pea', year: 2025, week: 15 }).toScenario();
    expect(new DefaultGardenPlan().init(scenario).toScenario()).toEqual(scenario);
  });
});
