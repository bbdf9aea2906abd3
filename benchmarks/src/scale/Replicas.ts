import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { FromReplica, ToReplica } from './backendReplica';

/** Backends on one database, each in a process of its own. */
export class Replicas {
  readonly #processes: ChildProcess[] = [];

  constructor(private readonly connection: object) {}

  get count(): number {
    return this.#processes.length;
  }

  /** Starts more, one after the other, until there are so many. */
  async growTo(count: number): Promise<void> {
    while (this.count < count) {
      const child = fork(
        path.join(path.dirname(__filename), 'backendReplica.ts'),
        {
          stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        },
      );
      this.#processes.push(child);
      await ask(child, { connection: this.connection });
    }
  }

  /** Starts flows at an even pace, spread over all of them, and waits for their ends. */
  async startFlows(flows: number, perSecond: number): Promise<void> {
    const share = {
      flows: Math.round(flows / this.count),
      perSecond: perSecond / this.count,
    };
    await Promise.all(this.#processes.map(child => ask(child, share)));
  }

  async stop(): Promise<void> {
    const ended = this.#processes.map(child => once(child, 'exit'));
    this.#processes.forEach(child => child.kill('SIGKILL'));
    await Promise.all(ended);
  }
}

async function ask(child: ChildProcess, request: ToReplica): Promise<void> {
  const answered = Promise.withResolvers<void>();
  const listen = (message: unknown) => {
    if ((Object(message) as Partial<FromReplica>).done) answered.resolve();
  };
  const fail = () => answered.reject(new Error('A replica ended by itself'));
  child.on('message', listen);
  child.on('exit', fail);
  child.send(request);
  try {
    await answered.promise;
  } finally {
    child.off('message', listen);
    child.off('exit', fail);
  }
}
