import { spawnSync } from 'node:child_process';
import { say } from '../terminal.mjs';
import { installAptPackages } from './aptPackages.mjs';

/**
 * Brings a Prometheus for the test of the metrics, where that can be. Without
 * one that test is skipped, and says so: all others do not need it.
 */
export async function ensurePrometheus({ mayInstall = true } = {}) {
  if (isInstalled()) return;
  const hint = 'One test is skipped without it.';
  try {
    await installAptPackages(['prometheus'], { hint, mayInstall });
  } catch (error) {
    say(`    No Prometheus could be installed: ${error.message}`);
  }
}

function isInstalled() {
  return spawnSync('prometheus', ['--version']).status === 0;
}
