import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort } from '../../../tools/stack/ports.mjs';
import { hasTini } from '../../../tools/test/tini.mjs';

/** What makes a command process 1 of process numbers of its own, as in a container. */
const UNSHARE = [
  'unshare',
  ...(process.getuid() === 0 ? [] : ['--user', '--map-root-user']),
  ...['--pid', '--fork', '--mount-proc', '--kill-child'],
];

const [unshare, ...how] = UNSHARE;
export const canBeFirst = spawnSync(unshare, [...how, 'true']).status === 0;

/**
 * The command of an image, in the folder that was built, with what the image and
 * the service of the compose file give it as its whole environment. It has
 * process numbers of its own, and the network of this machine: so it is given
 * ports of its own, as Backstage's chart does it.
 */
export class Container {
  #child;
  #logFile;
  #port;

  /** `folder` is for what it keeps, and for its log. */
  static async start(image, { folder, environment }) {
    const container = new Container();
    container.#port = await findFreePort();
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    container.#logFile = path.join(folder, 'log');
    const log = fs.openSync(container.#logFile, 'a');
    const [command, ...rest] = [
      ...(canBeFirst ? UNSHARE : []),
      ...(hasTini() ? image.entrypoint : []),
      ...image.command,
    ];
    container.#child = spawn(command, rest, {
      cwd: image.folder,
      stdio: ['ignore', log, log],
      env: {
        PATH: [path.dirname(process.execPath), process.env.PATH].join(':'),
        HOME: folder,
        ...image.environment,
        ...environment,
        IDP_DATA_DIR: folder,
        IDP_METRICS_PORT: String(await findFreePort()),
        APP_CONFIG_backend_listen_port: String(container.#port),
        BACKSTAGE_URL: container.url,
      },
    });
    fs.closeSync(log);
    return container;
  }

  get url() {
    return `http://localhost:${this.#port}`;
  }

  get log() {
    return fs.readFileSync(this.#logFile, 'utf8');
  }

  /** Resolves when its health check, a command that asks port 7007, is content. */
  async untilHealthy([, command, ...rest]) {
    const words = rest.map(word => word.replace(':7007/', `:${this.#port}/`));
    while (spawnSync(command, words).status !== 0) {
      if (this.#child.exitCode !== null) {
        throw new Error(`It ended: ${this.log.slice(-4_000)}`);
      }
      await sleep(300);
    }
  }

  /** As `docker stop`, and what it ended with. */
  async stop() {
    const ended = once(this.#child, 'exit');
    process.kill(this.#pid, 'SIGTERM');
    const [code, signal] = await ended;
    return code ?? signal;
  }

  async kill() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null)
      return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  /** The number here of what is process 1 there. */
  get #pid() {
    const { pid } = this.#child;
    if (!canBeFirst) return pid;
    const children = `/proc/${pid}/task/${pid}/children`;
    return Number(fs.readFileSync(children, 'utf8').trim());
  }
}
