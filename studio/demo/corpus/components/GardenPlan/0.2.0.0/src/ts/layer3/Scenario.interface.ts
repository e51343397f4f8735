/** A component at rest: which one it is, whose it is, and what it knows. */
export interface Scenario<Model> {
  ior: { uuid: string; component: string; version: string };
  owner: string;
  model: Model;
}
