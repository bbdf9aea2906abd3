import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { installAptPackages } from './aptPackages.mjs';

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
export async function ensureChromium({ mayInstall = true } = {}) {
  return findChromium() ?? (await installChromium(mayInstall));
}

function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  return CANDIDATES.filter(file => fs.existsSync(file)).find(starts);
}

/** Some distributions have a placeholder that only says how to install it. */
function starts(executable) {
  return spawnSync(executable, ['--version'], { timeout: 20_000 }).status === 0;
}

async function installChromium(mayInstall) {
  const packages = ['chromium', 'fonts-liberation'];
  const installed = await installAptPackages(packages, {
    hint: NO_CHROMIUM,
    mayInstall,
  });
  return installed ? findChromium() : undefined;
}
