/** A clock that never runs backwards. Milliseconds from an arbitrary zero. */
export interface Clock {
  now(): number;
}
