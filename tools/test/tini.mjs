import { spawnSync } from 'node:child_process';
import { say } from '../terminal.mjs';
import { installAptPackages } from './aptPackages.mjs';

/**
 * Brings tini for the test of the image, where that can be. Without it that test
 * starts the command of the image by itself, and says so.
 */
export async function ensureTini({ mayInstall = true } = {}) {
  if (hasTini()) return;
  const hint = 'One test goes without it.';
  try {
    await installAptPackages(['tini'], { hint, mayInstall });
  } catch (error) {
    say(`    No tini could be installed: ${error.message}`);
  }
}

export function hasTini() {
  return spawnSync('tini', ['--version']).status === 0;
}
