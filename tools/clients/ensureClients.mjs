import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { say } from '../terminal.mjs';
import { installByLock } from '../toolchain/installByLock.mjs';
import { dataDirectory } from '../toolchain/paths.mjs';

const run = promisify(execFile);
const MINUTES = 60_000;
const here = path.dirname(fileURLToPath(import.meta.url));
const home = path.join(dataDirectory, 'clients');

const KINDS = { python: ensurePython, npm: ensureNpm };

/**
 * Brings clients that others wrote, by lock file, into `.data/clients`: tests
 * call the backend with them. Where that cannot be, those tests are skipped, and
 * this says why.
 */
export async function ensureClients() {
  for (const [kind, ensure] of Object.entries(KINDS)) {
    try {
      await ensure(path.join(home, kind));
    } catch (error) {
      say(
        `    No ${kind} clients could be installed, their tests are skipped: ${error.message}`,
      );
    }
  }
}

async function ensurePython(folder) {
  const lock = path.join(here, 'python.lock.txt');
  const installed = path.join(folder, 'installed-by');
  const wanted = fs.readFileSync(lock, 'utf8');
  if (readIfThere(installed) === wanted) return;
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  await run('python3', ['-m', 'venv', folder], { timeout: MINUTES });
  const args = ['install', '--quiet', '--no-deps', '-r', lock];
  await run(path.join(folder, 'bin/pip'), args, { timeout: 5 * MINUTES });
  fs.writeFileSync(installed, wanted);
}

async function ensureNpm(folder) {
  await installByLock('clients', folder);
}

function readIfThere(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}
