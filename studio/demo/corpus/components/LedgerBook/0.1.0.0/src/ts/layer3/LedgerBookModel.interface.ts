export interface LedgerBookModel {
  currency: string;
  accounts: any;
  journal: any[];
}
