import { DefaultRouteMap } from '../layer2/DefaultRouteMap.js';
import type { RouteMapModel } from '../layer3/RouteMapModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

export class RouteMapCLI {
  private map: DefaultRouteMap;

  constructor() {
    this.map = new DefaultRouteMap();
  }

  init(scenario: Scenario<RouteMapModel>): this {
    this.map.init(scenario);
    return this;
  }

  execute(args: string[]): this {
    const [command, from, to] = args;
    if (command === 'route') {
      const names = this.map.route(from, to).join(' → ');
      console.log(`${names} (${Math.round(this.map.distance(from, to))} m)`);
    } else {
      console.log('routemap route FROM TO');
    }
    return this;
  }
}
