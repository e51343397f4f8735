import type { Place, RouteMapModel } from './RouteMapModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** A road network. Since 0.1.2 it is restored from a scenario instead of reading files itself. */
export interface RouteMap {
  init(scenario: Scenario<RouteMapModel>): this;
  toScenario(): Scenario<RouteMapModel>;
  addPlace(place: Place): this;
  addRoad(from: string, to: string, metres?: number): this;
  route(from: string, to: string): string[];
  distance(from: string, to: string): number;
}
