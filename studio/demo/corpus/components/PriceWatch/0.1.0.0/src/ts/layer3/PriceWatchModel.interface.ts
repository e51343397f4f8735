export interface PriceWatchModel {
  uuid: string;
  prices: { product: string; shop: string; price: number; date: any }[];
  targets: any;
}
