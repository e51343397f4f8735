import { beforeEach, describe, expect, it } from 'vitest';
import { DefaultRouteMap } from '../src/ts/layer2/DefaultRouteMap.js';
import { RouteDesk } from '../src/ts/layer4/RouteDesk.js';

describe('RouteMap', () => {
  let map: DefaultRouteMap;

  beforeEach(() => {
    map = new DefaultRouteMap()
      .addPlace({ id: 'mill', name: 'Old Mill', latitude: 50, longitude: 8 })
      .addPlace({ id: 'ford', name: 'Ford', latitude: 50.001, longitude: 8 })
      .addPlace({ id: 'hill', name: 'Hill', latitude: 50.002, longitude: 8 })
      .addRoad({ id: 'R1', from: 'mill', to: 'ford', metres: 150, oneWay: false, modes: ['walk', 'bike'] })
      .addRoad({ id: 'R2', from: 'ford', to: 'hill', metres: 150, oneWay: true, modes: ['walk'] })
      .addRoad({ id: 'R3', from: 'mill', to: 'hill', metres: 900, oneWay: false, modes: ['walk', 'car'] });
  });

  it('prefers two short roads to a long one', () => {
    expect(map.route('mill', 'hill', 'walk').roads.map(road => road.id)).toEqual(['R1', 'R2']);
  });

  it('does not drive one-way roads backwards', () => {
    expect(map.route('hill', 'ford', 'walk').metres).toBe(1050);
  });

  it('goes round a closure and says so when there is no way round', () => {
    expect(map.close('R2', 'flood').route('mill', 'hill', 'walk').metres).toBe(900);
    expect(() => map.close('R3', 'snow').route('mill', 'hill', 'walk')).toThrow('no way to walk');
  });

  it('keeps closures in its scenario', () => {
    const copy = new DefaultRouteMap().init(map.close('R2', 'flood').toScenario());
    expect(copy.closures().map(road => road.closedFor)).toEqual(['flood']);
  });

  it('asks the same question once', async () => {
    const desk = new RouteDesk().init(map);
    const answers = [desk.ask('mill', 'hill', 'walk'), desk.ask('mill', 'hill', 'walk')];
    expect(desk.pending).toBe(1);
    expect((await answers[0]).metres).toBe((await answers[1]).metres);
    expect((await desk.drain()).pending).toBe(0);
  });
});
