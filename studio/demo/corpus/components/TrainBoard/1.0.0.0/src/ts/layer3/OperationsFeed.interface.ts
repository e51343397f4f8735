/** What the operations centre announces about a train. */
export type Announcement =
  | { kind: 'delayed'; number: string; minutes: number }
  | { kind: 'moved'; number: string; track: string }
  | { kind: 'cancelled'; number: string };

/** Announcements in the order in which they were made; ends when the centre closes the line. */
export interface OperationsFeed {
  announcements(): AsyncIterable<Announcement>;
}
