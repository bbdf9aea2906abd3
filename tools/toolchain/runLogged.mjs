import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { StepFailure } from './StepFailure.mjs';

/**
 * Runs a command with its output in a file, so that the terminal stays
 * readable. A failure shows the end of that file and says what to do.
 */
export function runLogged({ command, args, cwd, env, logFile, what, hint }) {
  fs.mkdirSync(path.dirname(logFile), { recursive: true });
  const log = fs.openSync(logFile, 'w');
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', log, log],
      // A group of its own, which ends with us whoever asks for that.
      detached: process.platform !== 'win32',
      // npm is a .cmd file on Windows, which only a shell can start.
      shell: process.platform === 'win32' && command === 'npm',
    });
    const end = () => endGroup(child);
    process.once('exit', end);
    const fail = reason => {
      fs.closeSync(log);
      reject(
        new StepFailure(
          `${what} failed: ${reason}\n${lastLines(logFile, 15)}`,
          `${hint} The whole output is in ${logFile}`,
        ),
      );
    };
    child.on('error', error => {
      process.off('exit', end);
      fail(error.message);
    });
    child.on('close', (code, signal) => {
      process.off('exit', end);
      if (code !== 0) return fail(signal ?? `exit code ${code}`);
      fs.closeSync(log);
      return resolve();
    });
  });
}

/** Asks a child that leads a group, and all others in it, to end. */
export function endGroup({ pid }, signal = 'SIGTERM') {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // It has ended already.
  }
}

/** The end of a log, indented and without colours. */
export function lastLines(file, count) {
  const text = stripVTControlCharacters(fs.readFileSync(file, 'utf8'));
  return text
    .trimEnd()
    .split('\n')
    .slice(-count)
    .map(line => `    ${readable(line)}`)
    .join('\n');
}

/** A line of the backend's log, which is JSON in production, as a sentence. */
function readable(line) {
  if (!line.startsWith('{"')) return line;
  try {
    const { level, message, plugin, service, stack } = JSON.parse(line);
    return `${level} ${plugin ?? service}: ${stack ?? message}`;
  } catch {
    return line;
  }
}
