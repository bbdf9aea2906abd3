import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { say } from '../terminal.mjs';
import { logDirectory } from '../toolchain/paths.mjs';
import { runLogged } from '../toolchain/runLogged.mjs';

/**
 * Installs packages of the system where that needs nobody's password, as root on
 * Debian and its like, and where it is wanted. Says before what it does, or why
 * it does not; fails, with `hint`, when apt does.
 *
 * @returns whether they were installed
 */
export async function installAptPackages(
  packages,
  { hint, mayInstall = true },
) {
  const names = packages.join(' ');
  const whyNot = mayInstall ? whyNoApt() : '--no-install says not to';
  if (whyNot) {
    say(`    Missing and not installed: ${names} (${whyNot}).`);
    return false;
  }
  say(`    Missing, installed by apt-get now: ${names}`);
  const apt = (name, args) =>
    runLogged({
      command: 'apt-get',
      args,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      logFile: path.join(logDirectory, `apt-${name}.log`),
      what: `apt-get ${name}`,
      hint,
    });
  await apt('update', ['update']);
  await apt('install', [
    'install',
    '-y',
    '--no-install-recommends',
    ...packages,
  ]);
  return true;
}

function whyNoApt() {
  if (!fs.existsSync('/etc/debian_version')) {
    return 'only done on Debian and its like';
  }
  if (process.getuid?.() !== 0) return 'only root may';
  try {
    execFileSync('apt-get', ['--version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'there is no apt-get';
  }
}
