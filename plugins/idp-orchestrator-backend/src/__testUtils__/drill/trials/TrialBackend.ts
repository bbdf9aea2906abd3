import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  OrchestratorClient,
  type FlowSource,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { findFreePort } from '../../findFreePort';
import { ModuleProcess } from '../../ModuleProcess';
import { createScriptsFolder, type TestScript } from '../../scriptsFolder';
import { LivenessWatch } from './LivenessWatch';

/** What a trial gives its backend. */
export interface TrialBackendOptions {
  folder: string;
  scripts: Record<string, TestScript>;
  flows: FlowSource[];
  /** More of the plugin's section of the configuration. */
  config?: object;
  /** More of what the process finds in its environment; scripts and supervisors do, too. */
  environment?: Record<string, string>;
}

interface BackendPlace {
  folder: string;
  token: string;
  environment: Record<string, string>;
  port: number;
  removeScripts(): Promise<void>;
}

/** A whole Backstage in a process of its own, with SQLite files, that is asked all the time whether it lives. */
export class TrialBackend {
  readonly client: OrchestratorClient;
  readonly url: string;
  #process: ModuleProcess | undefined;
  #liveness: LivenessWatch | undefined;
  #worstMs = 0;

  private constructor(private readonly place: BackendPlace) {
    this.url = `http://127.0.0.1:${place.port}`;
    this.client = new OrchestratorClient({
      discoveryApi: {
        getBaseUrl: async () => `${this.url}/api/idp-orchestrator`,
      },
      fetchApi: { fetch: this.fetch },
    });
  }

  /** @throws Error with what it printed when it does not start */
  static async start(options: TrialBackendOptions): Promise<TrialBackend> {
    const { folder, environment = {} } = options;
    await mkdir(path.join(folder, 'flows'), { recursive: true });
    const scripts = await createScriptsFolder(options.scripts);
    for (const flow of options.flows) {
      const file = path.join(folder, 'flows', `${flow.id}.yaml`);
      await writeFile(file, JSON.stringify(flow));
    }
    const token = randomUUID();
    const port = await findFreePort();
    await writeFile(
      path.join(folder, 'app-config.yaml'),
      JSON.stringify(configOf(options, { port, token, scripts })),
    );
    const backend = new TrialBackend({
      folder,
      token,
      environment,
      port,
      removeScripts: scripts.remove,
    });
    await backend.startProcess();
    return backend;
  }

  get folder(): string {
    return this.place.folder;
  }

  /** As a user's request, with a token that is good for everything. */
  readonly fetch: typeof fetch = (target, init) => {
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${this.place.token}`);
    return fetch(target, { ...init, headers });
  };

  async startProcess(): Promise<void> {
    this.#process = new ModuleProcess({
      module: path.join(__dirname, 'backendProcess.ts'),
      args: ['--config', path.join(this.folder, 'app-config.yaml')],
      // Each of its answers would be a line.
      environment: {
        LOG_LEVEL: 'warn',
        // All backends load the same modules.
        NODE_COMPILE_CACHE: path.join(this.folder, '..', 'compiled'),
        ...this.place.environment,
      },
      output: { file: this.#logFile },
    });
    await this.#process.hear(isStarted);
    this.#liveness = new LivenessWatch(this.url);
  }

  /** Starts scripts of flows whose folder is `$FOLDER` to them. */
  async begin(flowId: string, count = 1, more = {}): Promise<string[]> {
    const starts = Array.from({ length: count }, () =>
      this.client.startRun(flowId, { input: {}, ...more }),
    );
    return (await Promise.all(starts)).map(({ id }) => id);
  }

  /** The lines of a file that scripts write. */
  async readNotes(name: string): Promise<string[]> {
    const file = path.join(this.folder, name);
    const text = await readFile(file, 'utf8').catch(() => '');
    return text.split('\n').filter(Boolean);
  }

  /** kill -9, as a crash would. */
  async crash(): Promise<void> {
    this.#worstMs = Math.max(
      this.#worstMs,
      (await this.#liveness?.stop()) ?? 0,
    );
    await this.#process?.kill();
  }

  /** What it printed. */
  readLog(): Promise<string> {
    return readFile(this.#logFile, 'utf8');
  }

  /** @returns the longest time (ms) that it took to say that it lives */
  async stop(): Promise<number> {
    await this.crash();
    await this.place.removeScripts();
    return this.#worstMs;
  }

  get #logFile(): string {
    return path.join(this.folder, 'backend.log');
  }
}

function configOf(
  { folder, config, environment = {} }: TrialBackendOptions,
  own: { port: number; token: string; scripts: { directory: string } },
): object {
  const { port, token } = own;
  return {
    app: { baseUrl: `http://localhost:${port}` },
    backend: {
      baseUrl: `http://localhost:${port}`,
      listen: { host: '127.0.0.1', port },
      database: {
        client: 'better-sqlite3',
        connection: { directory: path.join(folder, 'sqlite') },
      },
      auth: {
        externalAccess: [
          { type: 'static', options: { token, subject: 'drill' } },
        ],
      },
    },
    idpOrchestrator: {
      scriptsDirectory: own.scripts.directory,
      flowsDirectory: path.join(folder, 'flows'),
      spoolDirectory: path.join(folder, 'spool'),
      api: { requestsPerMinute: 1_000_000 },
      environments: {
        development: { variables: { FOLDER: folder, ...environment } },
      },
      ...config,
    },
  };
}

function isStarted(message: unknown): message is 'started' {
  return message === 'started';
}
