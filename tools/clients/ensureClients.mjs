import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { say } from '../terminal.mjs';
import { dataDirectory } from '../toolchain/paths.mjs';

const run = promisify(execFile);
const MINUTES = 60_000;
const here = path.dirname(fileURLToPath(import.meta.url));
const home = path.join(dataDirectory, 'clients');

const KINDS = {
  python: { lock: 'python.lock.txt', install: installPython },
  npm: { lock: 'package-lock.json', install: installNpm },
};

/**
 * Brings clients that others wrote, by lock file, into `.data/clients`: tests
 * call the backend with them. Where that cannot be, those tests are skipped, and
 * this says why.
 */
export async function ensureClients() {
  for (const [kind, { lock, install }] of Object.entries(KINDS)) {
    const folder = path.join(home, kind);
    const installed = path.join(folder, 'installed-by');
    const wanted = fs.readFileSync(path.join(here, lock), 'utf8');
    if (readIfThere(installed) === wanted) continue;
    try {
      fs.rmSync(folder, { recursive: true, force: true });
      fs.mkdirSync(folder, { recursive: true });
      await install(folder);
      fs.writeFileSync(installed, wanted);
    } catch (error) {
      say(
        `    No ${kind} clients could be installed, their tests are skipped: ${error.message}`,
      );
    }
  }
}

async function installPython(folder) {
  await run('python3', ['-m', 'venv', folder], { timeout: MINUTES });
  const lock = path.join(here, KINDS.python.lock);
  const args = ['install', '--quiet', '--no-deps', '-r', lock];
  await run(path.join(folder, 'bin/pip'), args, { timeout: 5 * MINUTES });
}

async function installNpm(folder) {
  for (const file of ['package.json', 'package-lock.json']) {
    fs.copyFileSync(path.join(here, file), path.join(folder, file));
  }
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', args, { cwd: folder, timeout: 5 * MINUTES });
}

function readIfThere(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}
