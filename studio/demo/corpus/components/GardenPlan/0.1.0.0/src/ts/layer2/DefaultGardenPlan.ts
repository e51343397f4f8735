import { readFileSync, writeFileSync } from 'fs';
import { GardenPlan } from '../layer3/GardenPlan.interface.js';

const FAMILIES: any = {
  tomato: 'nightshade',
  potato: 'nightshade',
  pepper: 'nightshade',
  cabbage: 'brassica',
  radish: 'brassica',
  kale: 'brassica',
  carrot: 'umbel',
  parsley: 'umbel',
  pea: 'legume',
  bean: 'legume',
};

export function familyOf(crop: any) {
  if (!FAMILIES[crop]) {
    console.log('unknown crop: ' + crop);
  }
  return FAMILIES[crop];
}

export class DefaultGardenPlan implements GardenPlan {
  beds: any = {};
  file: string;
  pause = 3;

  constructor(file: string) {
    this.file = file;
    try {
      this.beds = JSON.parse(readFileSync(file, 'utf8'));
    } catch (e) {
      console.log('no plan yet, starting an empty one');
    }
    process.on('exit', () => writeFileSync(file, JSON.stringify(this.beds)));
  }

  bed(name: string, width: any, length: any): void {
    this.beds[name] = { width: width, length: length, history: [] };
  }

  plant(bed: string, crop: string, year: number): boolean {
    if (!this.beds[bed]) {
      console.error('no bed ' + bed);
      return false;
    }
    for (const old of this.beds[bed].history) {
      if (familyOf(old.crop) === familyOf(crop) && year - old.year <= this.pause && year !== old.year) {
        console.error(crop + ' should not follow ' + old.crop + ' in ' + bed);
        return false;
      }
    }
    this.beds[bed].history.push({ crop: crop, year: year });
    return true;
  }

  // how many plants fit, for 30 cm and so on
  count(bed: string, spacing: any): number {
    const b = this.beds[bed];
    return Math.floor(b.width / spacing) * Math.floor(b.length / spacing);
  }

  where(crop: string, year: number): any[] {
    const result: any[] = [];
    Object.keys(this.beds).forEach(name => {
      let ok = true;
      this.beds[name].history.forEach((old: any) => {
        if (familyOf(old.crop) === familyOf(crop) && year - old.year <= this.pause) ok = false;
      });
      if (ok) result.push(name);
    });
    return result;
  }

  print(): void {
    for (const name in this.beds) {
      console.log(name + ': ' + this.beds[name].history.map((h: any) => h.year + ' ' + h.crop).join(', '));
    }
  }
}
