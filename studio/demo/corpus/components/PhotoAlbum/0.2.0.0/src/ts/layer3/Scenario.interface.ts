/** State that outlives a process. `T` must be plain data: no classes, no functions, no cycles. */
export interface Scenario<T> {
  ior: { uuid: string; component: string; version: string };
  owner: string;
  model: T;
}
