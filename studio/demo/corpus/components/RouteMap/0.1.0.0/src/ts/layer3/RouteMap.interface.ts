import type { Place, RouteMapModel } from './RouteMapModel.interface.js';

export interface RouteMap {
  model: RouteMapModel;
  addPlace(place: Place): void;
  addRoad(from: string, to: string, metres?: number): void;
  route(from: string, to: string): any;
  distance(from: string, to: string): number;
}
