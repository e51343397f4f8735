/** What the people in the waiting room see and hear. */
export interface CallDisplay {
  show(ticket: string, room: string): Promise<void>;
  clear(ticket: string): Promise<void>;
}
