import { readFile, writeFile } from 'node:fs/promises';
import { DefaultVoteCounter } from '../layer2/DefaultVoteCounter.js';
import type { Scenario } from '../layer3/Scenario.interface.js';
import type { VoteCounter } from '../layer3/VoteCounter.interface.js';

/** Works on an election kept in a scenario file: `votecounter election.json cast ada red,green`. */
export class VoteCounterCLI {
  private election: VoteCounter;
  private path: string;

  constructor() {
    this.election = new DefaultVoteCounter();
    this.path = '';
  }

  static async start([path, command, ...parameters]: string[]): Promise<VoteCounterCLI> {
    const cli = await new VoteCounterCLI().init(path);
    return cli.execute(command, parameters);
  }

  async init(path: string): Promise<this> {
    this.path = path;
    this.election.init(JSON.parse(await readFile(path, 'utf8')) as Scenario);
    return this;
  }

  async execute(command: string, parameters: string[]): Promise<this> {
    switch (command) {
      case 'nominate':
        this.election.nominate(parameters[0]);
        return this.save();
      case 'open':
        this.election.open();
        return this.save();
      case 'cast':
        this.election.cast(parameters[0], parameters[1].split(','));
        return this.save();
      case 'close':
        this.election.close();
        return this.save();
      case 'result':
        return this.result();
      default:
        throw new Error(`unknown command '${command}': nominate, open, cast, close or result`);
    }
  }

  async save(): Promise<this> {
    await writeFile(this.path, JSON.stringify(this.election.toScenario(), null, 2));
    return this;
  }

  result(): this {
    this.election.rounds().forEach((round, index) => {
      const line = Object.entries(round.votes).map(([name, votes]) => `${name} ${votes}`).join(', ');
      console.log(`round ${index + 1}: ${line}${round.eliminated ? `; ${round.eliminated} drops out` : ''}`);
    });
    console.log(`turnout ${(this.election.turnout * 100).toFixed(1)} %`);
    console.log(`elected: ${this.election.winner() ?? 'nobody, the quorum was missed'}`);
    return this;
  }
}
