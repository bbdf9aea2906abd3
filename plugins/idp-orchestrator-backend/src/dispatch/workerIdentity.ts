import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';

/**
 * Names this process so that another one, now or after a restart, can tell
 * whether it still lives: host, boot, process, its start time, and a mark of
 * this instance.
 */
export function identifyWorker(): string {
  const { pid } = process;
  return [hostname(), bootId(), pid, startTime(pid) ?? '0', randomUUID()].join(
    '/',
  );
}

/**
 * Whether a worker is certainly dead: it ran on this host, and its process is
 * gone or its number was given to another. Of other hosts nothing is certain.
 */
export function isDeadWorker(worker: string): boolean {
  const [host, boot, pid, started] = worker.split('/');
  if (host !== hostname()) return false;
  if (boot !== bootId()) return true;
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

/** Field 22 of the kernel's stat line, counted after the name, which may hold blanks. */
function startTime(pid: number): string | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

/** Undefined where the kernel has no such file (no Linux, or no such process). */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
