import { DefaultPriceWatch } from '../layer2/DefaultPriceWatch.js';

export class PriceWatchCLI {
  watch: any;

  constructor(args: string[]) {
    this.watch = new DefaultPriceWatch(args[0], (product: any, shop: any, price: any) => {
      console.log(product + ' is down to ' + price + ' at ' + shop);
    });
    const best = this.watch.cheapest(args[1]);
    if (best) {
      console.log(best.shop, best.price, 'average', this.watch.average(args[1]));
    } else {
      console.error('never seen: ' + args[1]);
    }
  }
}
