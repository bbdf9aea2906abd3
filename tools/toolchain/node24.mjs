import fs from 'node:fs';
import path from 'node:path';
import { dataDirectory, logDirectory } from './paths.mjs';
import { runLogged } from './runLogged.mjs';

const VERSION = '24.21.0';
const PREFIX = path.join(dataDirectory, 'toolchain', `node-${VERSION}`);

/**
 * The Node.js that Backstage runs on, as `{ executable, directory }`: the
 * present one when it fits, else one from the npm registry under `.data`.
 */
export async function ensureNode24({ onInstall = () => {} } = {}) {
  if (fits(process.versions.node)) {
    return describe(process.execPath);
  }
  const executable = installedExecutable();
  if (!fs.existsSync(executable)) {
    onInstall(VERSION);
    await install();
  }
  return describe(executable);
}

/** What Backstage 1.55 supports, from the first 22 that can `require` ESM. */
function fits(version) {
  const [major, minor] = version.split('.').map(Number);
  return (major === 22 && minor >= 12) || major === 24;
}

function describe(executable) {
  const bin = path.dirname(executable);
  // Windows has no bin folder between the executable and its root.
  const directory = path.basename(bin) === 'bin' ? path.dirname(bin) : bin;
  return { executable, directory };
}

function platformPackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  return `node-${platform}-${process.arch}`;
}

function installedExecutable() {
  return path.join(
    PREFIX,
    'node_modules',
    platformPackage(),
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
}

async function install() {
  // The platform package and not `node`: that one downloads nothing itself
  // either, but finds its platform in an install script.
  await runLogged({
    command: 'npm',
    args: [
      'install',
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--prefix',
      PREFIX,
      `${platformPackage()}@${VERSION}`,
    ],
    // Outside of the repository's package.json, which asks for this Node.
    cwd: fs.mkdirSync(PREFIX, { recursive: true }) ?? PREFIX,
    env: process.env,
    logFile: path.join(logDirectory, 'node24.log'),
    what: `Getting Node.js ${VERSION}`,
    hint: 'Check that the npm registry is reachable (npm ping), or install Node.js 24 yourself.',
  });
}
