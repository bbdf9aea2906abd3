import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { logDirectory } from '../toolchain/paths.mjs';
import { runLogged } from '../toolchain/runLogged.mjs';

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Says what a user can do when there is no browser. */
export const NO_CHROMIUM =
  'No Chromium was found. Install Chromium or Google Chrome, or set CHROMIUM to the path of one. To run everything else: npm test -- types lint format unit scripts';

/** The path of a browser that starts; installed when that is possible. */
export async function ensureChromium() {
  return findChromium() ?? (await installChromium());
}

function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  return CANDIDATES.filter(file => fs.existsSync(file)).find(starts);
}

/** Some distributions have a placeholder that only says how to install it. */
function starts(executable) {
  return spawnSync(executable, ['--version'], { timeout: 20_000 }).status === 0;
}

async function installChromium() {
  if (!mayUseApt()) return undefined;
  const apt = (name, args) =>
    runLogged({
      command: 'apt-get',
      args,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      logFile: path.join(logDirectory, `apt-${name}.log`),
      what: `apt-get ${name}`,
      hint: NO_CHROMIUM,
    });
  await apt('update', ['update']);
  await apt('install', [
    'install',
    '-y',
    '--no-install-recommends',
    'chromium',
    'fonts-liberation',
  ]);
  return findChromium();
}

function mayUseApt() {
  if (process.getuid?.() !== 0) return false;
  if (!fs.existsSync('/etc/debian_version')) return false;
  try {
    execFileSync('apt-get', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
