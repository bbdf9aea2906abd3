// Starts and ends the processes of the sandbox, and knows them again: by
// number and start time, since numbers are given anew.
import { spawn, execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { portOf } from './services.mjs';
import { toldFailure } from './toldFailure.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));

export function stateDirectory(environment = process.env) {
  const directory =
    environment.IDP_STATE_DIR ||
    path.join(
      environment.XDG_STATE_HOME || path.join(homedir(), '.local', 'state'),
      'idp-platform',
    );
  return path.resolve(directory);
}

/** The running process of a service, or undefined; a stale note is none. */
export function findProcess(service) {
  const file = noteFile(service);
  if (!existsSync(file)) return undefined;
  const note = readNote(file);
  const started = note && startTime(note.pid);
  return started !== undefined && started === note?.started ? note : undefined;
}

/** Starts a service so that it outlives us, and is not taken for a part of us. */
export function startProcess(service, failure) {
  for (const folder of ['pid', 'log', service.name]) {
    mkdirSync(path.join(stateDirectory(), folder), { recursive: true });
  }
  const { command, args, env } = commandOf(service, failure);
  const log = openSync(logFile(service), 'w', 0o600);
  const child = spawn(command, args, {
    cwd: path.join(stateDirectory(), service.name),
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...ownEnvironment(), ...env },
  });
  closeSync(log);
  child.unref();
  const note = { pid: child.pid, started: startTime(child.pid) };
  const file = noteFile(service);
  writeFileSync(`${file}.new`, JSON.stringify(note), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return note;
}

/** Ends a service: asks, and after two seconds insists. */
export async function stopProcess(service) {
  const running = findProcess(service);
  if (running) {
    for (const [signal, limitMs] of [
      ['SIGTERM', 2_000],
      ['SIGKILL', 5_000],
    ]) {
      signalGroup(running.pid, signal);
      if (await isGone(service, limitMs)) break;
    }
  }
  rmSync(noteFile(service), { force: true });
  return running;
}

export function lastLogLines(service, count = 5) {
  const file = logFile(service);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').trim().split('\n').slice(-count);
}

/**
 * Runs of the orchestrator are found by IDP_* variables in the environment of
 * their processes; a service is no part of the run that started it.
 */
function ownEnvironment() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('IDP_'),
  );
  return { ...Object.fromEntries(kept), IDP_STATE_DIR: stateDirectory() };
}

function commandOf(service, failure) {
  const port = portOf(service);
  // What fails on purpose is never the real program, which would not.
  const told = failure ?? toldFailure(stateDirectory(), service.name);
  if (service.name === 'cognito' && told !== 'start') {
    const cognito = createRequire(import.meta.url).resolve('cognito-local');
    const start = path.join(path.dirname(cognito), 'bin', 'start.js');
    return {
      command: process.execPath,
      args: [start],
      env: { PORT: String(port), HOST: '127.0.0.1' },
    };
  }
  const real = told ? undefined : realCommand(service, port);
  if (real) return real;
  const delay = Math.round(service.startsInMs * speed());
  const program = path.join(HERE, 'service.mjs');
  return {
    command: process.execPath,
    args: [program, service.name, `${port}`, `${delay}`, failure ?? ''],
    env: {},
  };
}

/** Where the real program is at hand, the sandbox uses it. */
function realCommand(service, port) {
  const address = `127.0.0.1:${port}`;
  if (service.name === 'opa' && isOnPath('opa')) {
    return {
      command: 'opa',
      args: ['run', '--server', '--addr', address],
      env: {},
    };
  }
  if (service.name === 'prometheus' && isOnPath('prometheus')) {
    const folder = path.join(stateDirectory(), service.name);
    const config = path.join(folder, 'prometheus.yml');
    writeFileSync(config, 'global:\n  scrape_interval: 15s\n');
    const args = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${path.join(folder, 'data')}`,
      `--web.listen-address=${address}`,
    ];
    return { command: 'prometheus', args, env: {} };
  }
  return undefined;
}

function isOnPath(program) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.some(
    folder => folder && existsSync(path.join(folder, program)),
  );
}

/** 1 is lifelike, 0 is at once. */
export function speed() {
  const text = process.env.IDP_SANDBOX_DELAY ?? '1';
  const factor = Number(text);
  if (text !== '' && factor >= 0) return factor;
  throw new Error(`IDP_SANDBOX_DELAY is "${text}"; expected a number from 0`);
}

async function isGone(service, limitMs) {
  for (const end = Date.now() + limitMs; Date.now() < end;) {
    if (!findProcess(service)) return true;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return false;
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function noteFile(service) {
  return path.join(stateDirectory(), 'pid', `${service.name}.json`);
}

function logFile(service) {
  return path.join(stateDirectory(), 'log', `${service.name}.log`);
}

function readNote(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // A note that was cut short belongs to a start that did not come to its end.
    return undefined;
  }
}

/** The kernel's start time of a process; undefined when there is none, or only its remains. */
export function startTime(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? undefined : fields[19];
    }
    const options = { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } };
    return (
      execFileSync(
        'ps',
        ['-o', 'lstart=', '-p', String(pid)],
        options,
      ).trim() || undefined
    );
  } catch {
    return undefined;
  }
}
