/** The envelope in which a component's model travels. `ior` says what it belongs to, `owner` whose it is. */
export interface Scenario<T extends { uuid: string }> {
  ior: { uuid: string; component: string; version: string };
  owner: string;
  model: T;
}
