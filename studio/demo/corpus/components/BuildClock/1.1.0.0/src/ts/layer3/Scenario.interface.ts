/** The serialised form of a component. Versions are four-part, e.g. `1.1.0.0`. */
export interface Scenario<State = unknown> {
  ior: { uuid: string; component: string; version: string };
  owner: string;
  model: State;
}
