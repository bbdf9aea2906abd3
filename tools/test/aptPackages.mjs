import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { logDirectory } from '../toolchain/paths.mjs';
import { runLogged } from '../toolchain/runLogged.mjs';

/**
 * Installs packages where that needs nobody's password: as root on Debian and
 * its like. Says whether it could; fails, with `hint`, when apt does.
 */
export async function installAptPackages(packages, hint) {
  if (!mayUseApt()) return false;
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
