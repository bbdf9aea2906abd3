import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import {
  formatHostIdentity,
  formatWorkerIdentity,
  parseHostIdentity,
  parseWorkerIdentity,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { readBootId, readPidNamespace } from '../kernel/kernelNames';
import { hasEnded, readStat } from '../kernel/processStat';

/**
 * The identity of the host that this process is on, as text. `name` is for
 * hosts whose names are not their own.
 */
export function identifyHost(name: string = hostname()): string {
  return formatHostIdentity({
    name,
    boot: readBootId() ?? 'unknown',
    // Its number is enough, and shorter in every lease.
    namespace: /\d+/.exec(readPidNamespace() ?? '')?.[0] ?? '0',
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
    startTime: readStat(pid)?.startTime ?? '0',
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
  const now = readStat(other.pid);
  if (now) return hasEnded(now) || now.startTime !== other.startTime;
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
