import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { say } from '../terminal.mjs';
import { repositoryRoot } from '../toolchain/paths.mjs';

const run = promisify(execFile);
const VERSION = '4.32.5';
const folder = path.join(repositoryRoot, '.data/schemathesis');

/**
 * Brings Schemathesis, which tries the REST API by its document, where that can
 * be. Without it that one test is skipped, and this says why.
 */
export async function ensureSchemathesis() {
  if (fs.existsSync(path.join(folder, 'bin/schemathesis'))) return;
  try {
    await run('python3', ['-m', 'venv', folder], { timeout: 60_000 });
    await run(
      path.join(folder, 'bin/pip'),
      ['install', '--quiet', `schemathesis==${VERSION}`],
      { timeout: 180_000 },
    );
  } catch (error) {
    fs.rmSync(folder, { recursive: true, force: true });
    say(
      `    No Schemathesis could be installed, one test is skipped: ${error.message}`,
    );
  }
}
