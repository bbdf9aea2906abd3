import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { toolEnvironment } from '../toolchain/environment.mjs';
import { endGroup } from '../toolchain/runLogged.mjs';
import {
  logDirectory,
  repositoryRoot,
  testDirectory,
} from '../toolchain/paths.mjs';

const KILL_GRACE_MS = 10_000;

/**
 * Runs one command of a suite on the given Node.js, its output in a log.
 *
 * @returns whether it ended well, and where its output is
 */
export async function runChecked({ node, name, args, env, timeoutMs }) {
  const logFile = path.join(logDirectory, `test-${name}.log`);
  fs.mkdirSync(logDirectory, { recursive: true });
  fs.mkdirSync(testDirectory, { recursive: true });
  const log = fs.openSync(logFile, 'w');
  const child = spawn(node.executable, args, {
    cwd: repositoryRoot,
    env: { ...toolEnvironment(node), ...env },
    stdio: ['ignore', log, log],
    // A group of its own, so that a suite that hangs ends with its workers.
    detached: true,
  });
  const stop = () => endInTime(child);
  process.once('exit', stop);
  const timer = setTimeout(() => {
    fs.writeSync(log, `\nNot finished after ${timeoutMs / 60_000} minutes.\n`);
    stop();
  }, timeoutMs);
  const code = await new Promise(resolve => {
    child.on('error', error => {
      fs.writeSync(log, `${error.message}\n`);
      resolve(-1);
    });
    child.on('exit', exitCode => resolve(exitCode ?? -1));
  });
  clearTimeout(timer);
  process.off('exit', stop);
  fs.closeSync(log);
  return { ok: code === 0, logFile };
}

function endInTime(child) {
  endGroup(child);
  setTimeout(() => endGroup(child, 'SIGKILL'), KILL_GRACE_MS).unref();
}

/** The result of a check that either holds or does not. */
export function oneCheck({ ok, logFile }) {
  return ok
    ? { passed: 1, failed: 0 }
    : { passed: 0, failed: 1, output: endOf(logFile) };
}

/** The end of a log: a failure is said at the end, and logs can be long. */
export function endOf(logFile, maxLines = 200) {
  const lines = fs.readFileSync(logFile, 'utf8').trimEnd().split('\n');
  if (lines.length <= maxLines) return lines.join('\n');
  return [`… (all of it: ${logFile})`, ...lines.slice(-maxLines)].join('\n');
}
