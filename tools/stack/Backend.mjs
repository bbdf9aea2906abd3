import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryRoot } from '../toolchain/paths.mjs';
import { lastLines } from '../toolchain/runLogged.mjs';
import { StepFailure } from '../toolchain/StepFailure.mjs';
import { toolEnvironment } from '../toolchain/environment.mjs';
import { openPrivateFile } from './privateFiles.mjs';
import { settingsAsEnvironment } from './settings.mjs';

const READY_TIMEOUT_MS = 120_000;
const STOP_GRACE_MS = 15_000;
const LOG_LIMIT_BYTES = 20_000_000;

/**
 * One backend process, run from its sources. It can be killed and started
 * again on its own; what it has started itself is never touched from here,
 * because scripts have to outlive it.
 */
export class Backend {
  #node;
  #settings;
  #environment;
  #logFile;
  #child;
  #ended = Promise.resolve();

  /** @param environment - variables over those of the present process */
  constructor({ node, settings, environment = {} }) {
    this.#node = node;
    this.#settings = settings;
    this.#environment = environment;
    this.#logFile = path.join(settings.dataDirectory, 'logs/backend.log');
  }

  get pid() {
    return this.#child?.pid;
  }

  get url() {
    return `http://localhost:${this.#settings.backendPort}`;
  }

  /**
   * Where it listens, as an address: older Node.js tries only one of those
   * that `localhost` stands for, and that may be the other one.
   */
  get address() {
    const { host, backendPort } = this.#settings;
    const everywhere = host === '0.0.0.0' || host === '::';
    const address = everywhere ? '127.0.0.1' : host;
    return `http://${address.includes(':') ? `[${address}]` : address}:${backendPort}`;
  }

  get logFile() {
    return this.#logFile;
  }

  /** Resolves with the way it ended, whoever ended it. */
  get ended() {
    return this.#ended;
  }

  /** Starts the process; `waitUntilReady` says when it can be used. */
  start() {
    keepSmall(this.#logFile);
    const log = openPrivateFile(this.#logFile);
    const child = spawn(this.#node.executable, backendArguments(), {
      cwd: path.join(repositoryRoot, 'packages/backend'),
      env: {
        // As users of a portal get it: errors without stacks in the answers.
        NODE_ENV: 'production',
        ...toolEnvironment(this.#node),
        ...settingsAsEnvironment(this.#settings),
        ...this.#environment,
      },
      stdio: ['ignore', log, log, 'ipc'],
      // Its own group: Ctrl-C in the terminal reaches us only, and we stop it
      // in order.
      detached: true,
    });
    fs.closeSync(log);
    this.#child = child;
    this.#ended = new Promise(resolve => {
      child.on('error', error => resolve(error.message));
      child.on('exit', (code, signal) =>
        resolve(signal ?? `exit code ${code}`),
      );
    });
    return child.pid;
  }

  /** Resolves when the backend says that every plugin is up. */
  async waitUntilReady() {
    const deadline = Date.now() + READY_TIMEOUT_MS;
    const ended = this.#ended.then(how => ({ how }));
    while (Date.now() < deadline) {
      if (await answers(`${this.address}/.backstage/health/v1/readiness`))
        return;
      const end = await Promise.race([ended, sleep(200)]);
      if (end) throw this.#failure(`The backend ended (${end.how})`);
    }
    throw this.#failure(
      `The backend was not ready after ${READY_TIMEOUT_MS / 1000} s`,
    );
  }

  /** Asks it to stop and waits; after a grace time it is killed. */
  async stop() {
    if (!this.isRunning) return;
    this.#child.kill('SIGTERM');
    const killer = setTimeout(() => this.kill(), STOP_GRACE_MS);
    await this.#ended;
    clearTimeout(killer);
  }

  /** kill -9, as a crash would: this one process and nothing else. */
  async kill() {
    if (!this.isRunning) return;
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  get isRunning() {
    return (
      this.#child !== undefined &&
      this.#child.exitCode === null &&
      this.#child.signalCode === null
    );
  }

  #failure(reason) {
    return new StepFailure(
      `${reason}. The end of its log:\n${lastLines(this.#logFile, 30)}`,
      `The cause is in ${this.#logFile}; what was stored is kept under ${this.#settings.dataDirectory}`,
    );
  }
}

function backendArguments() {
  const config = ['app-config.yaml', 'app-config.local.yaml']
    .map(file => path.join(repositoryRoot, file))
    .filter(file => fs.existsSync(file));
  return [
    '--enable-source-maps',
    '--require',
    path.join(repositoryRoot, 'tools/stack/endWithParent.cjs'),
    '--require',
    path.join(
      repositoryRoot,
      'node_modules/@backstage/cli-node/config/nodeTransform.cjs',
    ),
    'src/index.ts',
    ...config.flatMap(file => ['--config', file]),
  ];
}

/** The log goes on over restarts; of a long one, one older file is kept. */
function keepSmall(logFile) {
  const stats = fs.statSync(logFile, { throwIfNoEntry: false });
  if (stats && stats.size > LOG_LIMIT_BYTES) {
    fs.renameSync(logFile, `${logFile}.1`);
  }
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
