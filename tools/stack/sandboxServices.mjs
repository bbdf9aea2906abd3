// The services of the sandbox, which scripts start and which outlive the
// backend on purpose: who still runs, and their end.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { startTime } from '../../examples/platform/sandbox/processes.mjs';
import { repositoryRoot } from '../toolchain/paths.mjs';

const CONTROL = path.join(
  repositoryRoot,
  'examples/platform/sandbox/control.mjs',
);

/**
 * The services of all sandboxes in a data folder that run now, by environment.
 *
 * @returns {Array<{ environment: string, folder: string, names: string[] }>}
 */
export function findSandboxServices(dataDirectory) {
  const sandboxes = path.join(dataDirectory, 'sandbox');
  return readNames(sandboxes).flatMap(environment => {
    const folder = path.join(sandboxes, environment);
    const names = readNames(path.join(folder, 'pid'))
      .filter(file => file.endsWith('.json') && isRunning(folder, file))
      .map(file => path.basename(file, '.json'));
    return names.length > 0 ? [{ environment, folder, names }] : [];
  });
}

/** `2 services of the sandbox (development: argo, grafana)`, or undefined. */
export function describeSandboxServices(found) {
  const count = found.reduce((sum, { names }) => sum + names.length, 0);
  if (count === 0) return undefined;
  const lists = found.map(
    ({ environment, names }) => `${environment}: ${names.join(', ')}`,
  );
  const noun = count === 1 ? 'service' : 'services';
  return `${count} ${noun} of the sandbox (${lists.join('; ')})`;
}

/** Ends them by the sandbox's own way, and tells whether all have ended. */
export function stopSandboxServices(found) {
  const ended = found.map(({ folder, names }) =>
    spawnSync(process.execPath, [CONTROL, 'stop', ...names], {
      env: { ...process.env, IDP_STATE_DIR: folder },
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  );
  return ended.every(({ status }) => status === 0);
}

/** A note may be stale, and its number another process by now. */
function isRunning(folder, file) {
  try {
    const text = fs.readFileSync(path.join(folder, 'pid', file), 'utf8');
    const { pid, started } = JSON.parse(text);
    return started !== undefined && startTime(pid) === started;
  } catch {
    // A note that was cut short belongs to a start that did not come to its end.
    return false;
  }
}

function readNames(directory) {
  return fs.existsSync(directory) ? fs.readdirSync(directory).sort() : [];
}
