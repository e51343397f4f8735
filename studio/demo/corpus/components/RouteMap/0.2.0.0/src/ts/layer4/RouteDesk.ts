import type { Route } from '../layer3/Route.interface.js';
import type { RouteMap } from '../layer3/RouteMap.interface.js';
import type { TravelMode } from '../layer3/RouteMapModel.interface.js';

/** Answers route questions one at a time; a question that is already waiting is not asked twice. */
export class RouteDesk {
  private map: RouteMap | null = null;
  private waiting = new Map<string, Promise<Route>>();
  private last: Promise<unknown> = Promise.resolve();

  constructor() {
    this.waiting = new Map();
  }

  init(map: RouteMap): this {
    this.map = map;
    this.waiting.clear();
    return this;
  }

  get pending(): number {
    return this.waiting.size;
  }

  /** Every answer gets its own turn of the event loop, so that a long list does not freeze the caller. */
  ask(from: string, to: string, mode: TravelMode): Promise<Route> {
    const key = [from, to, mode].join('\u0000');
    const known = this.waiting.get(key);
    if (known) {
      return known;
    }
    const answer = this.last.then(() => this.answerInternal(from, to, mode));
    this.waiting.set(key, answer);
    this.last = answer.catch(() => undefined).finally(() => this.waiting.delete(key));
    return answer;
  }

  async drain(): Promise<this> {
    while (this.waiting.size > 0) {
      await this.last;
    }
    return this;
  }

  private async answerInternal(from: string, to: string, mode: TravelMode): Promise<Route> {
    await new Promise<void>(resolve => setImmediate(resolve));
    if (!this.map) {
      throw new Error('the route desk has no map; call init(map) first');
    }
    return this.map.route(from, to, mode);
  }
}
