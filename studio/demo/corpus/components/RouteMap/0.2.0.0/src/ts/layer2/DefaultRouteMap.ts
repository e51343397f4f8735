import { randomUUID } from 'node:crypto';
import type { Route } from '../layer3/Route.interface.js';
import type { RouteMap } from '../layer3/RouteMap.interface.js';
import type { Place, Road, RouteMapModel, TravelMode } from '../layer3/RouteMapModel.interface.js';
import type { Scenario } from '../layer3/Scenario.interface.js';
import { GreatCircle } from './GreatCircle.js';

/** A road network in memory, searched with Dijkstra's algorithm. Travel times follow from each mode's usual pace. */
export class DefaultRouteMap implements RouteMap {
  private static readonly METRES_PER_MINUTE: Record<TravelMode, number> = { walk: 80, bike: 250, car: 600 };

  private model: RouteMapModel;
  private owner: string;

  constructor() {
    this.owner = '';
    this.model = { uuid: randomUUID(), region: 'nowhere', places: [], roads: [] };
  }

  /** Rebuilds the network road by road, so that a scenario with dangling roads is refused. */
  init(scenario: Scenario<RouteMapModel>): this {
    const { uuid, region, places, roads } = scenario.model;
    this.owner = scenario.owner;
    this.model = { uuid, region, places: [], roads: [] };
    places.forEach(place => this.addPlace(place));
    roads.forEach(road => this.addRoad(road));
    roads.filter(road => road.closedFor).forEach(road => this.close(road.id, road.closedFor));
    return this;
  }

  toScenario(): Scenario<RouteMapModel> {
    const ior = { uuid: this.model.uuid, component: 'RouteMap', version: '0.2.0.0' };
    return { ior, owner: this.owner, model: structuredClone(this.model) };
  }

  get region(): string {
    return this.model.region;
  }

  addPlace(place: Place): this {
    if (Math.abs(place.latitude) > 90 || Math.abs(place.longitude) > 180) {
      throw new RangeError(`${place.name} lies off the globe (${place.latitude}, ${place.longitude})`);
    }
    this.model.places = [...this.model.places.filter(known => known.id !== place.id), { ...place }];
    return this;
  }

  /** A road without a length is as long as the crow flies; one shorter than that is a surveying error. */
  addRoad(road: Omit<Road, 'closedFor' | 'metres'> & { metres?: number }): this {
    const beeline = new GreatCircle().between(this.placeInternal(road.from), this.placeInternal(road.to)).metres;
    const metres = road.metres ?? beeline;
    if (metres < beeline * 0.99) {
      throw new RangeError(`road ${road.id} is shorter (${metres} m) than the beeline (${Math.round(beeline)} m)`);
    }
    this.model.roads.push({ ...road, metres, modes: [...road.modes], closedFor: '' });
    return this;
  }

  close(roadId: string, reason: string): this {
    this.roadInternal(roadId).closedFor = reason || 'closed';
    return this;
  }

  reopen(roadId: string): this {
    this.roadInternal(roadId).closedFor = '';
    return this;
  }

  /** The quickest route. Throws when no open road of the mode connects the two places. */
  route(from: string, to: string, mode: TravelMode): Route {
    const arrivals = this.exploreInternal(from, mode);
    if (from !== to && !arrivals.has(to)) {
      throw new Error(`no way to ${mode} from ${this.placeInternal(from).name} to ${this.placeInternal(to).name}`);
    }
    const roads: Road[] = [];
    const places = [this.placeInternal(to)];
    for (let at = to; at !== from; at = places[0].id) {
      const { road } = arrivals.get(at)!;
      roads.unshift(road!);
      places.unshift(this.placeInternal(road!.from === at ? road!.to : road!.from));
    }
    const metres = roads.reduce((sum, road) => sum + road.metres, 0);
    return { mode, places, roads, metres, minutes: metres / DefaultRouteMap.METRES_PER_MINUTE[mode] };
  }

  /** Every place that can be reached in time, the nearest first; the start itself is not listed. */
  reachable(from: string, mode: TravelMode, withinMinutes: number): Place[] {
    const limit = withinMinutes * DefaultRouteMap.METRES_PER_MINUTE[mode];
    return [...this.exploreInternal(from, mode)]
      .filter(([id, arrival]) => id !== from && arrival.metres <= limit)
      .map(([id]) => this.placeInternal(id));
  }

  nearest(latitude: number, longitude: number): Place {
    const circle = new GreatCircle();
    const target = { latitude, longitude };
    const [first, ...others] = this.model.places;
    if (!first) {
      throw new Error(`the map of ${this.region} has no places`);
    }
    const distance = (place: Place): number => circle.between(place, target).metres;
    return others.reduce((best, place) => (distance(place) < distance(best) ? place : best), first);
  }

  closures(): Road[] {
    return structuredClone(this.model.roads.filter(road => road.closedFor !== ''));
  }

  /** Dijkstra: place id → shortest distance and the last road of that way, in order of distance. */
  private exploreInternal(from: string, mode: TravelMode): Map<string, { metres: number; road: Road | null }> {
    const settled = new Map<string, { metres: number; road: Road | null }>();
    const open = new Map([[this.placeInternal(from).id, { metres: 0, road: null as Road | null }]]);
    while (open.size > 0) {
      const [id, arrival] = [...open].reduce((best, next) => (next[1].metres < best[1].metres ? next : best));
      open.delete(id);
      settled.set(id, arrival);
      for (const { road, next } of this.exitsInternal(id, mode)) {
        const metres = arrival.metres + road.metres;
        if (!settled.has(next) && metres < (open.get(next)?.metres ?? Infinity)) {
          open.set(next, { metres, road });
        }
      }
    }
    return settled;
  }

  private exitsInternal(id: string, mode: TravelMode): { road: Road; next: string }[] {
    const usable = this.model.roads.filter(road => road.closedFor === '' && road.modes.includes(mode));
    const outward = usable.filter(road => road.from === id).map(road => ({ road, next: road.to }));
    const backward = usable.filter(road => road.to === id && !road.oneWay).map(road => ({ road, next: road.from }));
    return [...outward, ...backward];
  }

  private placeInternal(id: string): Place {
    const place = this.model.places.find(candidate => candidate.id === id);
    if (!place) {
      throw new Error(`the map of ${this.region} does not show '${id}'`);
    }
    return place;
  }

  private roadInternal(id: string): Road {
    const road = this.model.roads.find(candidate => candidate.id === id);
    if (!road) {
      throw new Error(`there is no road '${id}' in ${this.region}`);
    }
    return road;
  }
}
