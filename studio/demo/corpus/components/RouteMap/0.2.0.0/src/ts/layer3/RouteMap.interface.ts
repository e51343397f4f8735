import type { Route } from './Route.interface.js';
import type { Place, Road, RouteMapModel, TravelMode } from './RouteMapModel.interface.js';
import type { Scenario } from './Scenario.interface.js';

/** A road network that answers how to get from one place to another. */
export interface RouteMap {
  readonly region: string;

  init(scenario: Scenario<RouteMapModel>): this;
  toScenario(): Scenario<RouteMapModel>;

  addPlace(place: Place): this;
  addRoad(road: Omit<Road, 'closedFor' | 'metres'> & { metres?: number }): this;
  close(roadId: string, reason: string): this;
  reopen(roadId: string): this;

  route(from: string, to: string, mode: TravelMode): Route;
  reachable(from: string, mode: TravelMode, withinMinutes: number): Place[];
  nearest(latitude: number, longitude: number): Place;
  closures(): Road[];
}
