/** Waiting as a service, so that a test need not wait. */
export interface Timer {
  /** Completes after the given number of seconds, or at once when the signal fires. */
  wait(seconds: number, signal: AbortSignal): Promise<void>;
}
