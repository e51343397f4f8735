/** The identity of a component: enough to find it again. */
export interface IOR {
  uuid: string;
  component: string;
  version: string;
}

/** A component that has been written down. */
export interface Scenario<T> {
  ior: IOR;
  owner: string;
  model: T;
}
