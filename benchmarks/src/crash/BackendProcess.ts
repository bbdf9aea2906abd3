/* eslint-disable @backstage/no-forbidden-package-imports, no-restricted-imports --
   The plugin's own tests start and kill processes in the same way. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ModuleProcess } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/ModuleProcess';

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
  #process: ModuleProcess | undefined;

  constructor(private readonly options: BackendProcessOptions) {}

  /**
   * Resolves, with the time, when every plugin is up.
   *
   * @throws Error with what it printed when it does not start
   */
  async start(): Promise<number> {
    const { entry, folder, config, environment } = this.options;
    const { execArgv = process.execArgv } = this.options;
    const configFile = path.join(folder, 'app-config.yaml');
    await writeFile(configFile, JSON.stringify(config));
    this.#process = new ModuleProcess({
      module: path.resolve(path.dirname(__filename), entry),
      args: ['--config', configFile],
      execArgv,
      environment,
      output: { file: path.join(folder, 'backend.log') },
    });
    await this.#process.hear(isStarted);
    return Date.now();
  }

  /** kill -9, as a crash would. */
  async kill(): Promise<void> {
    await this.#process?.kill();
  }
}

function isStarted(message: unknown): message is 'started' {
  return message === 'started';
}
