import {
  spawn,
  spawnSync,
  type ChildProcess,
  type StdioOptions,
} from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface ModuleProcessOptions {
  /** Path of the module that it runs. */
  module: string;
  /** What it finds in `process.argv` from the third place on. */
  args?: string[];
  /** What Node.js is started with; what makes JavaScript of TypeScript when absent. */
  execArgv?: string[];
  /** More of it than this process has. */
  environment?: Record<string, string>;
  /** Makes it process 1 of process numbers of its own, as in a container. */
  isFirst?: boolean;
  /** Where what it prints goes: nowhere when absent. */
  output?: 'inherit' | { file: string };
}

/**
 * A module, most often a backend, in a process of its own: what a test, a
 * drill or a benchmark starts, talks to, freezes and kills. It is in a group of
 * its own as well, so that a signal to it meets nothing else, and has a channel
 * for messages, whose end (`disconnect`) tells it that whoever started it is
 * gone.
 */
export class ModuleProcess {
  /** Resolves when it has ended, however it did. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;

  constructor(private readonly options: ModuleProcessOptions) {
    const { module, args = [], execArgv = TYPESCRIPT, environment } = options;
    const [stdio, close] = openOutput(options.output);
    const node = [process.execPath, ...execArgv, module, ...args];
    const [command, ...rest] = options.isFirst ? [...UNSHARE, ...node] : node;
    this.#child = spawn(command, rest, {
      stdio,
      detached: true,
      env: { ...process.env, ...environment },
    });
    close();
    this.ended = once(this.#child, 'exit').then(() => {});
  }

  /** Its number here; it may know itself by another. */
  get pid(): number {
    const pid = this.#child.pid ?? 0;
    if (!this.options.isFirst) return pid;
    const file = `/proc/${pid}/task/${pid}/children`;
    return Number(readFileSync(file, 'utf8').trim());
  }

  get isUp(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** One that has just died does not hear it; its end tells. */
  send(message: object): void {
    this.#child.send(message, () => {});
  }

  /**
   * The first message from now on that is what is waited for. Others come on
   * the same channel, for example those of the transform of TypeScript.
   *
   * @throws Error, with what it printed last, when it ends before
   */
  async hear<T>(isIt: (message: unknown) => message is T): Promise<T> {
    const listening = new AbortController();
    const heard = new Promise<T>(resolve => {
      const listen = (message: unknown) => {
        if (isIt(message)) resolve(message);
      };
      this.#child.on('message', listen);
      listening.signal.addEventListener('abort', () =>
        this.#child.off('message', listen),
      );
    });
    try {
      return await Promise.race([heard, this.ended.then(() => this.#refuse())]);
    } finally {
      listening.abort();
    }
  }

  /** kill -9, as a crash would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** A signal that is not waited for. */
  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  /** As a platform stops a process, which may take its time. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  freeze(): void {
    this.signal('SIGSTOP');
  }

  thaw(): void {
    // It may have ended by itself meanwhile.
    this.#child.kill('SIGCONT');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (!this.isUp) return;
    this.signal(signal);
    // One that is frozen hears of a polite signal only then.
    this.thaw();
    await this.ended;
  }

  #refuse(): never {
    const { module, output } = this.options;
    const { exitCode, signalCode } = this.#child;
    const printed =
      typeof output === 'object'
        ? `: ${readFileSync(output.file, 'utf8').slice(-2_000)}`
        : '';
    throw new Error(
      `${path.basename(module)} ended with ${exitCode ?? signalCode}${printed}`,
    );
  }
}

/** What makes a process the first one of its numbers; it needs root, or a kernel that lets users be it. */
const UNSHARE = [
  'unshare',
  ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
  ...['--pid', '--fork', '--mount-proc', '--kill-child'],
];

/** Tells whether this host lets a module be process 1. */
export function canBeFirst(): boolean {
  const [command, ...rest] = [...UNSHARE, 'true'];
  return spawnSync(command, rest).status === 0;
}

const TYPESCRIPT = [
  '--require',
  require.resolve('@backstage/cli/config/nodeTransform.cjs'),
];

function openOutput(
  output: ModuleProcessOptions['output'] = undefined,
): [StdioOptions, () => void] {
  if (typeof output !== 'object') {
    const where = output ?? 'ignore';
    return [['ignore', where, where, 'ipc'], () => {}];
  }
  const log = openSync(output.file, 'a');
  return [['ignore', log, log, 'ipc'], () => closeSync(log)];
}
