import { spawn } from 'node:child_process';
import { onEndOfNpm } from '../stack/onStopRequest.mjs';
import { ensureNode24 } from './node24.mjs';
import { toolEnvironment } from './environment.mjs';
import { install, wasInstalled } from './install.mjs';
import { yarnRelease } from './paths.mjs';

/** What changes or makes the dependencies, or needs none of them. */
const NEEDS_NO_INSTALL =
  /^(-.*|install|add|remove|up|dedupe|config|set|cache)$/;

/**
 * Runs `yarn ...args` on the terminal and ends as it ends. What is not installed
 * yet is installed by the lock file first.
 */
export async function runYarn(args) {
  let child = null;
  // Of Ctrl-C a child hears from the terminal too: let it decide when to end.
  const end = signal => {
    if (!child) process.exit(1);
    if (signal !== 'SIGINT') child.kill('SIGTERM');
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  onEndOfNpm(end);
  const node = await ensureNode24({
    onInstall: version => console.error(`Getting Node.js ${version} …`),
  });
  if (args.length > 0 && !NEEDS_NO_INSTALL.test(args[0]) && !wasInstalled()) {
    console.error('Installing the dependencies, by the lock file …');
    await install(node);
  }
  child = spawn(node.executable, [yarnRelease, ...args], {
    stdio: 'inherit',
    env: toolEnvironment(node),
  });
  child.on('close', (code, signal) => {
    process.exitCode = signal ? 1 : code;
  });
}
