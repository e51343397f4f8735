export interface GuestEntry {
  name: string;
  party: string;
  needsAccess: boolean;
}

/** Where the invitations are kept. */
export interface GuestList {
  entries(): Promise<GuestEntry[]>;
}
