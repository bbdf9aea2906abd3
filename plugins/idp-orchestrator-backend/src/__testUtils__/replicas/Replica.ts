import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { ReplicaRequest } from './replicaProcess';

/** What a replica says when it is up, or is not going to be. */
type Word = { port: number } | { error: string };

/** A replica as its parent sees it. */
export class Replica {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  /** @throws Error with what the replica says when it does not start */
  static async start(request: ReplicaRequest): Promise<Replica> {
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        path.join(__dirname, 'replicaProcess.ts'),
        JSON.stringify(request),
      ],
      // Its own group, so that a signal meets this process only. What it
      // prints while its database is away is of no use to anybody.
      { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], detached: true },
    );
    const word = await firstWord(child);
    if ('error' in word) throw new Error(word.error);
    return new Replica(child, word.port);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get isUp(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** kill -9, as a crash would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** As a platform stops a replica: it hands over what it has. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.child.kill('SIGCONT');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isUp) return;
    const exit = once(this.child, 'exit');
    this.child.kill(signal);
    // One that is frozen hears of a polite signal only then.
    this.child.kill('SIGCONT');
    await exit;
  }
}

/** The transform of TypeScript has messages of its own on the same line. */
function firstWord(child: ChildProcess): Promise<Word> {
  return new Promise((resolve, reject) => {
    child.once('exit', code => reject(new Error(`It ended with ${code}`)));
    child.on('message', (message: Word) => {
      if (message && ('port' in message || 'error' in message)) {
        resolve(message);
      }
    });
  });
}
