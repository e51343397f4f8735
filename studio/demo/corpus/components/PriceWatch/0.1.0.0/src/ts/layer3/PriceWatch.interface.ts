export interface PriceWatch {
  observe(product: string, shop: string, price: any): void;
  wish(product: string, target: number): void;
  cheapest(product: string): any;
  average(product: string): number;
}
