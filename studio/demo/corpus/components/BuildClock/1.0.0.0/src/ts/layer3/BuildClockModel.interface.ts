export interface BuildClockModel {
  project: string;
  phases: Record<string, { started?: number; total: number; count: number }>;
}
