export interface QuizMasterModel {
  uuid: string;
  questions: any[];
  teams: Record<string, number>;
  asked: number;
}
