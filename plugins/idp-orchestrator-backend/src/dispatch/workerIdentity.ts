import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import {
  formatWorkerIdentity,
  parseWorkerIdentity,
  type HostIdentity,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { readBootId, readPidNamespace } from '../kernel/kernelNames';
import { hasEnded, readStat } from '../kernel/processStat';

/**
 * Identifies the host that this process is on. `name` is for hosts whose names
 * are not their own.
 */
export function identifyHost(name: string = hostname()): HostIdentity {
  return {
    name,
    boot: readBootId() ?? 'unknown',
    // Its number is enough, and shorter in every lease.
    namespace: /\d+/.exec(readPidNamespace() ?? '')?.[0] ?? '0',
  };
}

/**
 * Names this process, as text, so that another one, now or after a restart, can
 * tell whether it still lives.
 */
export function identifyWorker(host: HostIdentity): string {
  const { pid } = process;
  return formatWorkerIdentity({
    ...host,
    pid,
    startTime: readStat(pid)?.startTime ?? '0',
    instance: randomUUID(),
  });
}

/**
 * Tells whether a worker is certainly dead: it ran on this host, and its
 * process is gone or its number was given to another. Of other hosts nothing is
 * certain, nor of processes that cannot be seen from here.
 */
export function isDeadWorker(worker: string, here: HostIdentity): boolean {
  const other = parseWorkerIdentity(worker);
  if (other?.name !== here.name) return false;
  if (other.boot !== here.boot) return true;
  if (other.namespace !== here.namespace) return false;
  const now = readStat(other.pid);
  if (now) return hasEnded(now) || now.startTime !== other.startTime;
  return !isAlive(other.pid);
}

/**
 * Tells whether the kernel here knows of a worker's process, so that it
 * certainly lives unless it is dead.
 */
export function isOfThisKernel(worker: string, here: HostIdentity): boolean {
  const other = parseWorkerIdentity(worker);
  return (
    other?.name === here.name &&
    other.boot === here.boot &&
    other.namespace === here.namespace
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
