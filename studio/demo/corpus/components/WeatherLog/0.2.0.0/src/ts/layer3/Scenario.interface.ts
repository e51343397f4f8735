/** What a component writes down about itself, and reads back in `init()`. */
export interface Scenario<M> {
  ior: { uuid: string; component: string; version: string };
  owner: string;
  model: M;
}
