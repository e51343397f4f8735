export interface InvoiceMakerModel {
  uuid: string;
  customer: string;
  lines: { text: string; quantity: number; price: number }[];
  taxPercent: number;
  paid: boolean;
  date: any;
}
