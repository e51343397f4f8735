export interface AlarmBellModel {
  uuid: string;
  limits: any;
  ringing: string[];
}
