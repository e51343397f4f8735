export interface CacheStoreModel {
  uuid: string;
  max: number;
  entries: { [key: string]: any };
}
