import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import {
  formatHostIdentity,
  formatWorkerIdentity,
  parseHostIdentity,
  parseWorkerIdentity,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * The identity of the host that this process is on, as text. `name` is for
 * hosts whose names are not their own.
 */
export function identifyHost(name: string = hostname()): string {
  return formatHostIdentity({
    name,
    boot: bootId(),
    namespace: processNamespace(),
  });
}

/**
 * Names this process so that another one, now or after a restart, can tell
 * whether it still lives.
 *
 * @throws Error when `host` is no identity of a host
 */
export function identifyWorker(host: string = identifyHost()): string {
  const identity = parseHostIdentity(host);
  if (!identity) throw new Error(`${host} is no identity of a host`);
  const { pid } = process;
  return formatWorkerIdentity({
    ...identity,
    pid,
    startTime: startTime(pid) ?? '0',
    instance: randomUUID(),
  });
}

/**
 * Whether a worker is certainly dead: it ran on this host, and its process is
 * gone or its number was given to another. Of other hosts nothing is certain,
 * nor of processes that cannot be seen from here.
 */
export function isDeadWorker(
  worker: string,
  here: string = identifyHost(),
): boolean {
  const other = parseWorkerIdentity(worker);
  const own = parseHostIdentity(here);
  if (!other || !own || other.name !== own.name) return false;
  if (other.boot !== own.boot) return true;
  if (other.namespace !== own.namespace) return false;
  const now = startTime(other.pid);
  if (now !== undefined) return now !== other.startTime;
  return !isAlive(other.pid);
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

/** The number of the kernel's name for it, such as `pid:[4026531836]`. */
function processNamespace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}

/**
 * Field 22 of the kernel's stat line, counted after the name, which may hold
 * blanks. A process that has ended and was not buried has none.
 */
function startTime(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.[0] === 'Z' ? 'ended' : fields?.[19];
}

/** Undefined where the kernel has no such file (no Linux, or no such process). */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
