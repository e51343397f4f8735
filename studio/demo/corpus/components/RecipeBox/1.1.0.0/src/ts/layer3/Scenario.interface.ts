/** How a component is written down between two uses; `ior` says what it is, `model` how it is. */
export interface Scenario<Model> {
  ior: {
    uuid: string;
    component: string;
    version: string;
  };
  owner: string;
  model: Model;
}
