/** Portable state. A scenario made by one version of the indexer can be read by the next. */
export interface Scenario<ModelType> {
  ior: { uuid: string; component: string; version: string };
  owner: string;
  model: ModelType;
}
