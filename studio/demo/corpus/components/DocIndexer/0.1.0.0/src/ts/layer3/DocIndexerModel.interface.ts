export interface DocIndexerModel {
  uuid: string;
  words: Record<string, string[]>;
}
