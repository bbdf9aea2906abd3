import { spawn } from 'node:child_process';
import { ensureNode24 } from './node24.mjs';
import { toolEnvironment } from './environment.mjs';
import { yarnRelease } from './paths.mjs';

/** Runs `yarn ...args` on the terminal and ends as it ends. */
export async function runYarn(args) {
  const node = await ensureNode24({
    onInstall: version => console.error(`Getting Node.js ${version} …`),
  });
  const child = spawn(node.executable, [yarnRelease, ...args], {
    stdio: 'inherit',
    env: toolEnvironment(node),
  });
  // The terminal sends Ctrl-C to the child too; let it decide when to end.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('close', (code, signal) => {
    process.exitCode = signal ? 1 : code;
  });
}
