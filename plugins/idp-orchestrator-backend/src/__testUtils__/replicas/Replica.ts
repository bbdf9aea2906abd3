import path from 'node:path';
import { ModuleProcess } from '../ModuleProcess';
import type { ReplicaRequest } from './replicaProcess';

/** What a replica says when it is up, or is not going to be. */
type Word = { port: number } | { error: string };

/** A replica as its parent sees it. */
export class Replica {
  private constructor(
    private readonly process: ModuleProcess,
    readonly port: number,
  ) {}

  /** @throws Error with what the replica says when it does not start */
  static async start(request: ReplicaRequest): Promise<Replica> {
    // What it prints while its database is away is of no use to anybody.
    const process = new ModuleProcess({
      module: path.join(__dirname, 'replicaProcess.ts'),
      args: [JSON.stringify(request)],
    });
    const word = await process.hear(isWord);
    if ('error' in word) throw new Error(word.error);
    return new Replica(process, word.port);
  }

  get pid(): number {
    return this.process.pid;
  }

  get isUp(): boolean {
    return this.process.isUp;
  }

  /** kill -9, as a crash would. */
  async kill(): Promise<void> {
    await this.process.kill();
  }

  /** As a platform stops a replica: it hands over what it has. */
  async stop(): Promise<void> {
    await this.process.stop();
  }

  freeze(): void {
    this.process.freeze();
  }

  thaw(): void {
    this.process.thaw();
  }
}

function isWord(message: unknown): message is Word {
  return (
    typeof message === 'object' &&
    message !== null &&
    ('port' in message || 'error' in message)
  );
}
