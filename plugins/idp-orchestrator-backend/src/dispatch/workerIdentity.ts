import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';

/**
 * Names the place in which processes can see each other: host, boot, and the namespace of their
 * numbers, since two containers of one host may have the same host name.
 * `name` is for hosts whose names are not their own.
 */
export function identifyHost(name: string = hostname()): string {
  return [name.replaceAll('/', '-'), bootId(), processNamespace()].join('/');
}

/**
 * Names this process so that another one, now or after a restart, can tell
 * whether it still lives: its host, process, start time, and a mark of this
 * instance.
 */
export function identifyWorker(host: string = identifyHost()): string {
  const { pid } = process;
  return [host, pid, startTime(pid) ?? '0', randomUUID()].join('/');
}

/**
 * Tells whether a worker is certainly dead: it ran on this host, and its process is
 * gone or its number was given to another. Of other hosts nothing is certain,
 * nor of processes that cannot be seen from here.
 */
export function isDeadWorker(
  worker: string,
  here: string = identifyHost(),
): boolean {
  const [host, boot, namespace, pid, started] = worker.split('/');
  const [ownHost, ownBoot, ownNamespace] = here.split('/');
  if (host !== ownHost) return false;
  if (boot !== ownBoot) return true;
  if (namespace !== ownNamespace) return false;
  const now = startTime(Number(pid));
  if (now !== undefined) return now !== started;
  return !isAlive(Number(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function bootId(): string {
  return read('/proc/sys/kernel/random/boot_id') ?? 'unknown';
}

/** Reads the number in the kernel's name of the namespace, such as `pid:[4026531836]`. */
function processNamespace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}

/**
 * Reads when a process started: field 22 of the kernel's stat line, counted
 * after the name, which may hold blanks. A process that has ended and was not buried has none.
 */
function startTime(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.[0] === 'Z' ? 'ended' : fields?.[19];
}

/** Reads a file of the kernel; undefined where there is none (no Linux, or no such process). */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
