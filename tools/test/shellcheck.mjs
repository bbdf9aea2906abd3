import { spawnSync } from 'node:child_process';
import { say } from '../terminal.mjs';
import { installAptPackages } from './aptPackages.mjs';

/**
 * Brings shellcheck for the tests of shell scripts, where that can be. Without
 * it those tests are skipped, and say so: all others do not need it.
 */
export async function ensureShellcheck({ mayInstall = true } = {}) {
  if (hasShellcheck()) return;
  const hint = 'Two tests are skipped without it.';
  try {
    await installAptPackages(['shellcheck'], { hint, mayInstall });
  } catch (error) {
    say(`    No shellcheck could be installed: ${error.message}`);
  }
}

export function hasShellcheck() {
  return spawnSync('shellcheck', ['--version']).status === 0;
}
