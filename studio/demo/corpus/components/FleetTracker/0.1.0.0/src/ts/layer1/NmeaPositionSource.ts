import { readFileSync } from 'node:fs';

export class NmeaPositionSource {
  public lines: string[];

  constructor(path: string) {
    this.lines = readFileSync(path, 'utf8').split('\n');
  }

  positions(): any[] {
    const result: any[] = [];
    for (const line of this.lines) {
      try {
        const fields = line.split(',');
        if (fields[0] === '$GPRMC') {
          result.push({ lat: toDegrees(fields[3]), lon: toDegrees(fields[5]) });
        }
      } catch (e) {
        // broken line
      }
    }
    return result;
  }
}

function toDegrees(text: any): number {
  const dot = text.indexOf('.');
  return Number(text.substring(0, dot - 2)) + Number(text.substring(dot - 2)) / 60;
}
