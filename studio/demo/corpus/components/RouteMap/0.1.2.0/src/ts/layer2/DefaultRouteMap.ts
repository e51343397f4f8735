import { randomUUID } from 'node:crypto';
import type { RouteMap } from '../layer3/RouteMap.interface.js';
import type { Place, RouteMapModel } from '../layer3/RouteMapModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';
import { GreatCircle } from './GreatCircle.js';

export class DefaultRouteMap implements RouteMap {
  public model: RouteMapModel;

  constructor() {
    this.model = { uuid: randomUUID(), region: '', places: [], roads: [] };
  }

  init(scenario: Scenario<RouteMapModel>): this {
    this.model = scenario.model;
    return this;
  }

  toScenario(): Scenario<RouteMapModel> {
    return {
      ior: { uuid: this.model.uuid, component: 'RouteMap', version: '0.1.2.0' },
      owner: '',
      model: this.model,
    };
  }

  addPlace(place: Place): this {
    this.model.places.push(place);
    return this;
  }

  /** Without a length the road is taken to be straight. */
  addRoad(from: string, to: string, metres?: number): this {
    const beeline = new GreatCircle().between(this._place(from), this._place(to)).metres;
    this.model.roads.push({ from, to, metres: metres ?? beeline });
    return this;
  }

  /** The ids of the places along the shortest route, both ends included. */
  route(from: string, to: string): string[] {
    const previous = this._search(from).previous;
    const path = [to];
    while (path[0] !== from) {
      const before = previous.get(path[0]);
      if (before === undefined) {
        throw new Error(`no route from ${from} to ${to}`);
      }
      path.unshift(before);
    }
    return path;
  }

  distance(from: string, to: string): number {
    return this._search(from).metres.get(to) ?? Infinity;
  }

  _search(from: string): { metres: Map<string, number>; previous: Map<string, string> } {
    const metres = new Map([[this._place(from).id, 0]]);
    const previous = new Map<string, string>();
    const unvisited = new Set(this.model.places.map(place => place.id));
    while (unvisited.size > 0) {
      const known = [...unvisited].filter(id => metres.has(id));
      if (known.length === 0) {
        break;
      }
      const current = known.sort((one, other) => metres.get(one)! - metres.get(other)!)[0];
      unvisited.delete(current);
      for (const road of this.model.roads.filter(r => r.from === current || r.to === current)) {
        const next = road.from === current ? road.to : road.from;
        const length = metres.get(current)! + road.metres;
        if (length < (metres.get(next) ?? Infinity)) {
          metres.set(next, length);
          previous.set(next, current);
        }
      }
    }
    return { metres, previous };
  }

  _place(id: string): Place {
    const place = this.model.places.find(candidate => candidate.id === id);
    if (!place) {
      throw new Error('unknown place ' + id);
    }
    return place;
  }
}
