export interface VoteCounterModel {
  uuid: string;
  title: string;
  open: boolean;
  candidates: string[];
  votes: any;
}
