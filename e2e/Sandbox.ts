import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { ensureNode24 } from '../tools/toolchain/node24.mjs';
import { repositoryRoot } from '../tools/toolchain/paths.mjs';

const SCRIPTS = path.join(repositoryRoot, 'examples/platform/scripts');

/**
 * Between the ports of `npm start` (10000, 10300, 10600) and those of the
 * platform's own tests (11300, 11600); no service's port meets another's.
 */
const PORT_OFFSET = '11900';

/** How long services take to come up: long enough to be seen on the page. */
const DELAY = '0.3';

/** The sandbox platform of one worker: its ports, its speed, what shall fail, and its end. */
export class Sandbox {
  readonly #directory: string;

  constructor(dataDirectory: string) {
    this.#directory = path.join(dataDirectory, 'sandbox/development');
  }

  /** What the backend has to know of it. */
  static readonly environment = {
    IDP_SANDBOX_PORT_OFFSET: PORT_OFFSET,
    IDP_SANDBOX_DELAY: DELAY,
  };

  /** A file of the sandbox that scripts know as `$IDP_STATE_DIR/<name>`. */
  file(name: string): string {
    return path.join(this.#directory, name);
  }

  /** Makes a service fail from now on, until `clear`. */
  fail(service: string, how: 'start' | 'unhealthy' | 'hang') {
    fs.mkdirSync(this.file('fail'), { recursive: true });
    fs.writeFileSync(path.join(this.file('fail'), service), how);
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
        ...Sandbox.environment,
      },
    });
  }
}
