export interface MusicMixerModel {
  uuid: string;
  tracks: any[];
  master: number;
}
