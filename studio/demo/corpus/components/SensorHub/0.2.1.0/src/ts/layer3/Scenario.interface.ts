/** Identity of a component instance across hosts and restarts. */
export interface IOR {
  uuid: string;
  component: string;
  version: string;
}

/** The state of a component between two lives. */
export interface Scenario<T> {
  ior: IOR;
  owner: string;
  model: T;
}
