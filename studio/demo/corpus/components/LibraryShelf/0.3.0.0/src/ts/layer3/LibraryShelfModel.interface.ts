/** A title; it may stand on the shelf in several copies. `subjects` are lower-case keywords. */
export interface Title {
  isbn: string;
  name: string;
  author: string;
  subjects: string[];
}

/** One physical book. `loan` is null while it is on the shelf. */
export interface Copy {
  barcode: string;
  isbn: string;
  loan: Loan | null;
}

export interface Loan {
  reader: string;
  lentOn: string;
  dueOn: string;
  renewals: number;
}

/** A reader waiting for a title. */
export interface Hold {
  isbn: string;
  reader: string;
  placedOn: string;
}

export interface LibraryRules {
  loanDays: number;
  maxLoans: number;
  maxRenewals: number;
  finePerDayCents: number;
}

export interface LibraryShelfModel {
  uuid: string;
  branch: string;
  rules: LibraryRules;
  titles: Title[];
  copies: Copy[];
  holds: Hold[];
  fines: Record<string, number>;
}
