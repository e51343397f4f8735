/** A hibernated component: its identity, its owner and its model, ready to be written as JSON. */
export interface Scenario<M extends { uuid: string }> {
  readonly ior: {
    readonly uuid: string;
    readonly component: string;
    readonly version: string;
  };
  readonly owner: string;
  readonly model: M;
}
