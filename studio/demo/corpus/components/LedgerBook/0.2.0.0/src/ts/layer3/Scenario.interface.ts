/**
 * What a Web4 component leaves behind when it hibernates.
 * The `ior` finds it again, the `owner` may wake it, the `model` is everything it knows.
 */
export interface Scenario<Model> {
  ior: { uuid: string; component: string; version: string };
  owner: string;
  model: Model;
}
