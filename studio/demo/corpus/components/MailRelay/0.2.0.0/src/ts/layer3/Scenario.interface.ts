/** Names one component instance, wherever it runs. */
export interface ComponentIOR {
  uuid: string;
  component: string;
  version: string;
}

/** A component as data. Reading it back with `init()` gives an equal component. */
export interface Scenario<T> {
  ior: ComponentIOR;
  owner: string;
  model: T;
}
