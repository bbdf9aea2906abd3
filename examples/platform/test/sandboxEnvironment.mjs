// A sandbox of a test's own: its folder, its ports, no delays.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const SCRIPTS = fileURLToPath(new URL('../scripts', import.meta.url));

/** @returns a runner of scripts, and what ends all that they started */
export function createSandbox(variables = {}) {
  const stateDirectory = path.join(
    mkdtempSync(path.join(tmpdir(), 'idp-platform-')),
    'state',
  );
  const environment = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    IDP_NODE: process.execPath,
    IDP_STATE_DIR: stateDirectory,
    IDP_SANDBOX_PORT_OFFSET: '11300',
    IDP_SANDBOX_DELAY: '0',
    ...variables,
  };
  const run = (script, args = [], more = {}) =>
    runScript(script, args, { ...environment, ...more });
  return {
    stateDirectory,
    run,
    async remove() {
      await run('idp.sh', ['stop']);
      rmSync(path.dirname(stateDirectory), { recursive: true, force: true });
    },
  };
}

/** @returns {Promise<{code: number, stdout: string, stderr: string, json: () => any}>} */
function runScript(script, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(SCRIPTS, script), args, { env });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', data => (said.stdout += data));
    child.stderr.on('data', data => (said.stderr += data));
    child.once('error', reject);
    child.once('close', code =>
      resolve({ code, ...said, json: () => JSON.parse(said.stdout) }),
    );
  });
}
