/** A raw value as it comes off the wire, not yet calibrated. */
export interface RawSample {
  sensor: string;
  raw: number;
}

/** Anything that can be asked for samples: a serial bus, a radio gateway, a recording. */
export interface RawFeed {
  poll(): Promise<RawSample[]>;
}
