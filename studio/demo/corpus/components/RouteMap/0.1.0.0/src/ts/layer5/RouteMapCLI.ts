import { DefaultRouteMap } from '../layer2/DefaultRouteMap.js';

export class RouteMapCLI {
  map: any;

  constructor(args: string[]) {
    this.map = new DefaultRouteMap(args[0]);
    if (args[1] === 'route') {
      const result = this.map.route(args[2], args[3]);
      console.log(result ? result.path.join(' -> ') + ' (' + Math.round(result.metres) + ' m)' : 'no route');
    } else {
      console.log('routemap FILE route FROM TO');
    }
  }
}

new RouteMapCLI(process.argv.slice(2));
