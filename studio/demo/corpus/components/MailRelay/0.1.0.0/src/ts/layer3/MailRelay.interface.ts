export interface MailRelay {
  queue: any[];
  send(from: string, to: string, body: string): void;
  flush(): Promise<void>;
}
