/** A saved mixing session: which instance, whose, and all fader positions. Audio itself is not part of it. */
export interface Scenario<Session> {
  ior: { uuid: string; component: string; version: string };
  owner: string;
  model: Session;
}
