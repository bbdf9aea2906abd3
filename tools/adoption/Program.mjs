import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines } from '../toolchain/runLogged.mjs';
import { StepFailure } from '../toolchain/StepFailure.mjs';
import { commandOf, livingProcesses } from './processes.mjs';

const READY_TIMEOUT_MS = 300_000;

/** The one time that is a promise: how long a stop may take. */
const STOP_LIMIT_SECONDS = 5;

const KILL_AFTER_MS = 90_000;

/** A program with all that it starts, as one thing to wait for and to stop. */
export class Program {
  #command;
  #child;
  #logFile;
  #end;

  constructor({ command, args, cwd, env, logFile }) {
    this.#command = [path.basename(command), ...args].join(' ');
    this.#logFile = logFile;
    fs.mkdirSync(path.dirname(logFile), { recursive: true });
    const log = fs.openSync(logFile, 'w');
    this.#child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', log, log],
      // A group of its own, by which it is known what is left of it.
      detached: true,
    });
    fs.closeSync(log);
    // Whatever ends the test, it leaves nothing that runs.
    process.once('exit', () => this.kill());
    this.#end = new Promise(resolve => {
      this.#child.on('error', error => resolve(error.message));
      this.#child.on('exit', (code, signal) =>
        resolve(signal ?? `exit code ${code}`),
      );
    });
  }

  /** Resolves when each of the addresses answers. */
  async waitFor(urls) {
    const end = this.#end.then(how => ({ how }));
    for (const deadline = Date.now() + READY_TIMEOUT_MS; ;) {
      if ((await Promise.all(urls.map(answers))).every(Boolean)) return;
      if (Date.now() > deadline) {
        throw this.failure(
          `not ready after ${READY_TIMEOUT_MS / 1000} s (${urls.join(', ')})`,
        );
      }
      const ended = await Promise.race([end, sleep(500)]);
      if (ended) throw this.failure(`ended (${ended.how})`);
    }
  }

  /**
   * Tells the backend to end, as a service manager does, and waits until it has.
   * Throws where that takes longer than is promised.
   *
   * @param command - a part of the command of the backend's own process, where it
   *   is below others
   * @returns how long it took, in words
   */
  async stopBackend(command) {
    const pid = command ? this.#findPid(command) : this.#child.pid;
    const seconds = await endProcess(pid);
    if (seconds <= STOP_LIMIT_SECONDS) {
      return `${seconds.toFixed(1)} s after SIGTERM`;
    }
    throw this.failure(
      `the backend took ${seconds.toFixed(1)} s from SIGTERM to its end, and ${STOP_LIMIT_SECONDS} s are promised`,
    );
  }

  /**
   * Ends all of it, as Ctrl-C does in a terminal.
   *
   * @returns how long it took, in words
   */
  async stopAll() {
    const started = performance.now();
    this.#signal('SIGINT');
    while (this.#isThere()) {
      if (performance.now() - started > KILL_AFTER_MS) {
        this.kill();
        throw this.failure(`did not end within ${KILL_AFTER_MS / 1000} s`);
      }
      await sleep(50);
    }
    return `${((performance.now() - started) / 1000).toFixed(1)} s after Ctrl-C`;
  }

  /** Ends whatever is left of it, at once. */
  kill() {
    this.#signal('SIGKILL');
  }

  failure(reason) {
    return new StepFailure(
      `${this.#command}: ${reason}. The end of its log:\n${lastLines(this.#logFile, 30)}`,
      `The whole log is in ${this.#logFile}`,
    );
  }

  #signal(name) {
    try {
      process.kill(-this.#child.pid, name);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }

  #isThere() {
    return livingProcesses().some(({ group }) => group === this.#child.pid);
  }

  #findPid(command) {
    const found = livingProcesses().find(
      ({ group, pid }) =>
        group === this.#child.pid && commandOf(pid).includes(command),
    );
    if (found) return found.pid;
    throw this.failure(`none of its processes is "${command}"`);
  }
}

/** How many seconds a process took to end; it is killed when it does not. */
async function endProcess(pid) {
  const started = performance.now();
  const milliseconds = () => performance.now() - started;
  process.kill(pid, 'SIGTERM');
  while (livingProcesses().some(one => one.pid === pid)) {
    if (milliseconds() > KILL_AFTER_MS) process.kill(pid, 'SIGKILL');
    await sleep(50);
  }
  return milliseconds() / 1000;
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
