import { execFile } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { SERVICES } from '../examples/platform/sandbox/services.mjs';
import { isFree } from '../tools/stack/ports.mjs';
import { ensureNode24 } from '../tools/toolchain/node24.mjs';
import { repositoryRoot } from '../tools/toolchain/paths.mjs';

const SCRIPTS = path.join(repositoryRoot, 'examples/platform/scripts');

/**
 * By how much a sandbox may move its services' ports: no service meets one of
 * another offset, of `npm start` (10000, 10300, 10600), or of the platform's
 * own tests (11300, 11600).
 */
const PORT_OFFSETS = [12000, 12100, 12200, 12320, 12420];

/** How long services take to come up: long enough to be seen on the page. */
const DELAY = '0.3';

/** The sandbox platform of one worker: its ports, its speed, what shall fail, and its end. */
export class Sandbox {
  readonly #directory: string;
  readonly #portOffset: number;
  readonly #claim: net.Server;

  private constructor(
    readonly dataDirectory: string,
    claimed: { portOffset: number; claim: net.Server },
  ) {
    this.#directory = path.join(dataDirectory, 'sandbox/development');
    this.#portOffset = claimed.portOffset;
    this.#claim = claimed.claim;
  }

  /** A sandbox on ports that no other run of the tests uses meanwhile. */
  static async claim(dataDirectory: string): Promise<Sandbox> {
    for (const portOffset of PORT_OFFSETS) {
      // Listened on, it is taken, and given back however this process ends.
      const claim = await listen(portOffset);
      if (claim && (await areFree(portOffset))) {
        return new Sandbox(dataDirectory, { portOffset, claim });
      }
      claim?.close();
    }
    throw new Error(
      `Something listens on the ports of the sandbox, moved by any of ${PORT_OFFSETS.join(', ')}`,
    );
  }

  /** What the backend has to know of it. */
  get environment() {
    return {
      IDP_SANDBOX_PORT_OFFSET: String(this.#portOffset),
      IDP_SANDBOX_DELAY: DELAY,
    };
  }

  /** A file of the sandbox that scripts know as `$IDP_STATE_DIR/<name>`. */
  file(name: string): string {
    return path.join(this.#directory, name);
  }

  /** Makes a service fail from now on, until `clear`. */
  fail(service: string, how: 'start' | 'unhealthy' | 'hang') {
    fs.mkdirSync(this.file('fail'), { recursive: true });
    fs.writeFileSync(path.join(this.file('fail'), service), how);
  }

  /** Makes a service work again, as somebody does who has found the cause. */
  mend(service: string) {
    fs.rmSync(path.join(this.file('fail'), service), { force: true });
  }

  /** Ends every service, and makes none fail any more. */
  async clear() {
    if (!fs.existsSync(this.#directory)) return;
    fs.rmSync(this.file('fail'), { recursive: true, force: true });
    const { executable } = await ensureNode24();
    await promisify(execFile)(path.join(SCRIPTS, 'idp.sh'), ['stop'], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        IDP_NODE: executable,
        IDP_STATE_DIR: this.#directory,
        ...this.environment,
      },
    });
  }

  /** Ends every service, and gives the ports back. */
  async remove() {
    await this.clear();
    this.#claim.close();
  }
}

/** Whether the ports of all services are, so that no test meets what somebody else has started. */
async function areFree(portOffset: number): Promise<boolean> {
  for (const { port } of SERVICES) {
    if (!(await isFree(port + portOffset))) return false;
  }
  return true;
}

/** Undefined when somebody else listens on the port. */
function listen(port: number): Promise<net.Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen({ port, host: '127.0.0.1' }, () => resolve(server));
  });
}
