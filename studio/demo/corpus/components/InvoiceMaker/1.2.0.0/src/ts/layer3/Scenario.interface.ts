/** State envelope of the component: identity, owner (the business that issues the invoices), model. */
export interface Scenario<Model> {
  ior: { uuid: string; component: string; version: string };
  owner: string;
  model: Model;
}
