/** Owner, identity and model of a sleeping component. Made by `toScenario()`, taken by `init()`. */
export interface Scenario<TModel> {
  ior: { uuid: string; component: string; version: string };
  owner: string;
  model: TModel;
}
