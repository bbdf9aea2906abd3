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
    /** What its name in leases is like, as SQL. */
    readonly workerPattern: string,
  ) {}

  /** @throws Error with what the replica says when it does not start */
  static async start(
    request: ReplicaRequest,
    options: { isFirst?: boolean } = {},
  ): Promise<Replica> {
    // What it prints while its database is away is of no use to anybody.
    const process = new ModuleProcess({
      module: path.join(__dirname, 'replicaProcess.ts'),
      args: [JSON.stringify(request)],
      ...options,
    });
    const word = await process.hear(isWord);
    if ('error' in word) throw new Error(word.error);
    const { hostName } = request.config.engine as { hostName?: string };
    // As process 1 it has the number of the others.
    const pattern = options.isFirst ? `${hostName}/%` : `%/${process.pid}/%`;
    return new Replica(process, word.port, pattern);
  }

  get pid(): number {
    return this.process.pid;
  }

  get isUp(): boolean {
    return this.process.isUp;
  }

  /** Whether a worker that an event names is this one. */
  isNamed(worker: string): boolean {
    const [start, ...parts] = this.workerPattern.split('%');
    return (
      worker.startsWith(start) && parts.every(part => worker.includes(part))
    );
  }

  /** kill -9, as a crash would. */
  async kill(): Promise<void> {
    await this.process.kill();
  }

  /** As a platform stops a replica: it hands over what it has. */
  async stop(): Promise<void> {
    await this.process.stop();
  }

  /** Resolves when it has ended. */
  get ended(): Promise<void> {
    return this.process.ended;
  }

  /** Says that it should stop, and goes on. */
  askToStop(): void {
    this.process.signal('SIGTERM');
  }

  /** Sets its clock forward by a time (ms), or back when negative. */
  setClock(ms: number): void {
    this.process.send({ setClockByMs: ms });
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
