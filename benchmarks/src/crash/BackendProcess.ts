import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface BackendProcessOptions {
  /** A file that starts a backend: its path, or from this folder. */
  entry: string;
  /** What Node.js is started with; what this process was when absent. */
  execArgv?: string[];
  /** Where its configuration and its log are written. */
  folder: string;
  config: object;
  environment: Record<string, string>;
}

/** A backend in a process of its own, to be killed and started again. */
export class BackendProcess {
  #child: ChildProcess | undefined;

  constructor(private readonly options: BackendProcessOptions) {}

  /** Resolves, with the time, when every plugin is up. */
  async start(): Promise<number> {
    const { entry, folder, config, environment } = this.options;
    const { execArgv = process.execArgv } = this.options;
    const configFile = path.join(folder, 'app-config.yaml');
    await writeFile(configFile, JSON.stringify(config));
    const log = openSync(this.#logFile, 'a');
    const child = spawn(
      process.execPath,
      [
        ...execArgv,
        path.resolve(path.dirname(__filename), entry),
        ...['--config', configFile],
      ],
      {
        env: { ...process.env, ...environment },
        stdio: ['ignore', log, log, 'ipc'],
        // Its own group, so that a kill meets this process only.
        detached: true,
      },
    );
    closeSync(log);
    this.#child = child;
    const ended = once(child, 'exit').then(() => false);
    if (await Promise.race([saysStarted(child), ended])) return Date.now();
    const output = await readFile(this.#logFile, 'utf8');
    throw new Error(`${entry} did not start: ${output.slice(-2_000)}`);
  }

  /** kill -9, as a crash would. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }

  get #logFile() {
    return path.join(this.options.folder, 'backend.log');
  }
}

/** Its transform of TypeScript has messages of its own. */
function saysStarted(child: ChildProcess): Promise<boolean> {
  return new Promise(resolve => {
    child.on('message', message => {
      if (message === 'started') resolve(true);
    });
  });
}
