import fs from 'node:fs';
import path from 'node:path';
import { toolEnvironment } from './environment.mjs';
import { fingerprint, matchesStamp, writeStamp } from './fingerprint.mjs';
import {
  dataDirectory,
  logDirectory,
  repositoryRoot,
  yarnRelease,
} from './paths.mjs';
import { runLogged } from './runLogged.mjs';

const STAMP = path.join(dataDirectory, 'stamps', 'install');

/** True when node_modules is what the lock file says, as far as is known. */
export function isInstalled(node) {
  return matchesStamp(STAMP, installFingerprint(node)) && wasInstalled();
}

/** True when an install came to its end here, by whatever lock file. */
export function wasInstalled() {
  // Yarn writes it last, so it is missing after an install that was cut off.
  return fs.existsSync(
    path.join(repositoryRoot, 'node_modules/.yarn-state.yml'),
  );
}

/** Installs exactly what the lock file says. */
export async function install(node) {
  await runLogged({
    command: node.executable,
    args: [yarnRelease, 'install', '--immutable'],
    cwd: repositoryRoot,
    env: toolEnvironment(node),
    logFile: path.join(logDirectory, 'install.log'),
    what: 'Installing the dependencies',
    hint: 'Check that the npm registry is reachable (npm ping); when a package.json was changed, run `tools/yarn install` once and commit yarn.lock.',
  });
  writeStamp(STAMP, installFingerprint(node));
}

function installFingerprint(node) {
  const manifests = [
    'package.json',
    ...workspaceFolders().map(folder => path.join(folder, 'package.json')),
  ];
  // Native modules are built for one Node.js.
  return fingerprint(
    ['yarn.lock', '.yarnrc.yml', ...manifests],
    `${node.executable} ${process.platform} ${process.arch}`,
  );
}

function workspaceFolders() {
  const { workspaces } = JSON.parse(
    fs.readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8'),
  );
  return workspaces.flatMap(pattern => {
    if (!pattern.endsWith('/*')) return [pattern];
    const parent = pattern.slice(0, -2);
    return fs
      .readdirSync(path.join(repositoryRoot, parent))
      .map(name => path.join(parent, name));
  });
}
