import { spawnSync } from 'node:child_process';
import { say } from '../terminal.mjs';
import { installAptPackages } from './aptPackages.mjs';

/**
 * Brings shellcheck for the tests of shell scripts, where that can be. Without
 * it those tests are skipped, and say so: all others do not need it.
 */
export async function ensureShellcheck() {
  if (hasShellcheck()) return;
  try {
    await installAptPackages(['shellcheck'], 'Two tests will be skipped');
  } catch (error) {
    say(`    No shellcheck could be installed: ${error.message}`);
  }
}

export function hasShellcheck() {
  return spawnSync('shellcheck', ['--version']).status === 0;
}
