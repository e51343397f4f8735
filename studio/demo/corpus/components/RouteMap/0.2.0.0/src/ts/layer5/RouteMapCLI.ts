import { DefaultRouteMap } from '../layer2/DefaultRouteMap.js';
import type { RouteMap } from '../layer3/RouteMap.interface.js';
import type { RouteMapModel, TravelMode } from '../layer3/RouteMapModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';

/** The command line of a route map: directions, reach and closures. All parameters are positional. */
export class RouteMapCLI {
  private map: RouteMap;
  private out: string[] = [];

  constructor() {
    this.map = new DefaultRouteMap();
  }

  init(scenario: Scenario<RouteMapModel>): this {
    this.map.init(scenario);
    return this;
  }

  get output(): string {
    return this.out.join('\n');
  }

  directions(from: string, to: string, mode: string = 'walk'): this {
    const route = this.map.route(from, to, this.modeInternal(mode));
    route.roads.forEach((road, step) => {
      this.out.push(`${step + 1}. ${road.id} to ${route.places[step + 1].name} (${Math.round(road.metres)} m)`);
    });
    this.out.push(`${(route.metres / 1000).toFixed(1)} km, ${Math.ceil(route.minutes)} min by ${mode}`);
    return this;
  }

  reach(from: string, minutes: string, mode: string = 'walk'): this {
    const names = this.map.reachable(from, this.modeInternal(mode), Number(minutes)).map(place => place.name);
    this.out.push(names.length > 0 ? names.join(', ') : `nothing within ${minutes} min`);
    return this;
  }

  closures(): this {
    this.out.push(...this.map.closures().map(road => `${road.id}: ${road.closedFor}`));
    return this;
  }

  execute([command, ...parameters]: string[]): this {
    const [first, second, third] = parameters;
    switch (command) {
      case 'directions':
        return this.directions(first, second, third);
      case 'reach':
        return this.reach(first, second, third);
      case 'closures':
        return this.closures();
      default:
        throw new Error('usage: routemap directions FROM TO [MODE] | reach FROM MINUTES [MODE] | closures');
    }
  }

  private modeInternal(word: string): TravelMode {
    if (word !== 'walk' && word !== 'bike' && word !== 'car') {
      throw new Error(`'${word}' is no way to travel; choose walk, bike or car`);
    }
    return word;
  }
}
