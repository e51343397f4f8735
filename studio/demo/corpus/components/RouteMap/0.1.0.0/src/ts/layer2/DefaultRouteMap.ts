import { readFileSync } from 'fs';
import type { RouteMap } from '../layer3/RouteMap.interface.js';
import type { Place, RouteMapModel } from '../layer3/RouteMapModel.interface.js';

function toRadians(degrees) {
  return (degrees * Math.PI) / 180;
}

export function haversine(a, b) {
  const dLat = toRadians(b.lat - a.lat);
  const dLon = toRadians(b.lon - a.lon);
  const h =
    Math.sin(dLat / 2) * Math.sin(dLat / 2) +
    Math.cos(toRadians(a.lat)) * Math.cos(toRadians(b.lat)) * Math.sin(dLon / 2) * Math.sin(dLon / 2);
  return 2 * 6371000 * Math.asin(Math.sqrt(h));
}

export class DefaultRouteMap implements RouteMap {
  public model: RouteMapModel;

  constructor(mapFile?: string) {
    this.model = { places: [], roads: [] };
    if (mapFile) {
      try {
        this.model = JSON.parse(readFileSync(mapFile, 'utf8'));
      } catch (error) {
        console.error('could not load map', error);
      }
    }
  }

  addPlace(place: Place): void {
    this.model.places.push(place);
  }

  addRoad(from: string, to: string, metres?: number): void {
    const a = this.place(from);
    const b = this.place(to);
    this.model.roads.push({ from: from, to: to, metres: metres || haversine(a, b) });
  }

  place(id: string): any {
    return this.model.places.find(p => p.id === id);
  }

  route(from: string, to: string): any {
    const dist: any = { [from]: 0 };
    const via: any = {};
    const done: string[] = [];
    let current: any = from;
    while (current && current !== to) {
      done.push(current);
      for (const road of this.model.roads) {
        if (road.from !== current && road.to !== current) continue;
        const other = road.from === current ? road.to : road.from;
        const d = dist[current] + road.metres;
        if (dist[other] === undefined || d < dist[other]) {
          dist[other] = d;
          via[other] = current;
        }
      }
      current = Object.keys(dist)
        .filter(id => !done.includes(id))
        .sort((x, y) => dist[x] - dist[y])[0];
    }
    if (!current) {
      console.error('no route from ' + from + ' to ' + to);
      return null;
    }
    const path = [to];
    while (path[0] !== from) {
      path.unshift(via[path[0]]);
    }
    return { path: path, metres: dist[to] };
  }

  distance(from: string, to: string): number {
    const found = this.route(from, to);
    return found ? found.metres : -1;
  }
}
