/** The serialised state of one component instance: who it is, whose it is, what it knows. */
export interface Scenario<T> {
  ior: {
    uuid: string;
    component: string;
    version: string;
  };
  owner: string;
  model: T;
}
