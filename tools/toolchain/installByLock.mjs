import fs from 'node:fs';
import path from 'node:path';
import { dataDirectory, logDirectory, repositoryRoot } from './paths.mjs';
import { runLogged } from './runLogged.mjs';

const FILES = ['package.json', 'package-lock.json'];

/**
 * Brings programs that few need, by the lock file in a folder of `tools`, into
 * `.data`, unless they are there already. An install of the repository does not
 * wait for them.
 *
 * @returns the folder that has their `node_modules`
 */
export async function installByLock(
  name,
  folder = path.join(dataDirectory, name),
) {
  const from = path.join(repositoryRoot, 'tools', name);
  const installed = path.join(folder, 'installed-by');
  const wanted = fs.readFileSync(path.join(from, FILES[1]), 'utf8');
  if (readIfThere(installed) === wanted) return folder;
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  for (const file of FILES) {
    fs.copyFileSync(path.join(from, file), path.join(folder, file));
  }
  await runLogged({
    command: 'npm',
    args: ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
    cwd: folder,
    env: process.env,
    logFile: path.join(logDirectory, `${name}-install.log`),
    what: `Getting what tools/${name}/package.json names`,
    hint: 'Check that the npm registry is reachable (npm ping).',
  });
  fs.writeFileSync(installed, wanted);
  return folder;
}

function readIfThere(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}
