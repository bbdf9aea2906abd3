import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What a backend in development asks the command line tool that runs it. */
interface Asked {
  type: '@backstage/cli/channel/request';
  id: number;
  method: 'DevDataStore.save' | 'DevDataStore.load';
  body: { key: string; data?: unknown };
}

/**
 * A backend as `backstage-cli package start` runs it: what is in its databases in
 * memory is kept by the parent when it stops, and loaded again by the next one.
 */
export class DevelopedBackend {
  readonly #kept = new Map<string, unknown>();
  #process: ChildProcess | undefined;

  constructor(
    private readonly options: {
      entry: string;
      args: string[];
      environment: Record<string, string>;
    },
  ) {}

  /** Resolves when every plugin is up. */
  async start(): Promise<void> {
    const { entry, args, environment } = this.options;
    const child = fork(entry, args, {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        ...process.env,
        ...environment,
        NODE_ENV: 'development',
        BACKSTAGE_CLI_CHANNEL: '1',
      },
    });
    this.#process = child;
    await new Promise<void>((resolve, reject) => {
      child.on('message', message => {
        if (message === 'started') resolve();
        else if (isAsked(message)) this.#answer(child, message);
      });
      child.once('exit', code => reject(new Error(`It ended with ${code}`)));
    });
  }

  /** Resolves when it has ended by itself. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }

  #answer(child: ChildProcess, { id, method, body }: Asked): void {
    const { key, data } = body;
    if (method === 'DevDataStore.save') this.#kept.set(key, data);
    child.send({
      type: '@backstage/cli/channel/response',
      id,
      body:
        method === 'DevDataStore.save'
          ? { saved: true }
          : { loaded: this.#kept.has(key), data: this.#kept.get(key) },
    });
  }
}

function isAsked(message: unknown): message is Asked {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === '@backstage/cli/channel/request'
  );
}
