import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Says which boot of which kernel, and which process numbers of it, a pid
 * belongs to. A pid means nothing after a restart of the host or in another
 * container.
 */
export async function readBoot(): Promise<string> {
  if (process.platform !== 'linux') {
    const { stdout } = await run('sysctl', ['-n', 'kern.bootsessionuuid']);
    return stdout.trim();
  }
  const [boot, namespace] = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    readlink('/proc/self/ns/pid').catch(() => ''),
  ]);
  return `${boot.trim()} ${namespace}`.trim();
}

/** What tells a process from a later one with the same number; undefined when it is gone. */
export async function readStartTime(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return readStartTimeFromPs(pid);
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = parseStat(stat);
  return fields && fields.state !== 'Z' ? fields.startTime : undefined;
}

/** As the supervisor wrote it down: a line of `/proc/PID/stat`, or of `ps -o lstart=`. */
export function readNotedStartTime(noted: string): string {
  return parseStat(noted)?.startTime ?? noted.trim();
}

export interface StatFields {
  state: string;
  group: number;
  session: number;
  /** Clock ticks since boot. */
  startTime: string;
}

/** Fields of `/proc/PID/stat` (see proc(5)); the name before them may hold anything. */
export function parseStat(stat: string): StatFields | undefined {
  const end = stat.lastIndexOf(')');
  if (end < 0) return undefined;
  const fields = stat
    .slice(end + 2)
    .trim()
    .split(' ');
  if (fields.length < 20) return undefined;
  return {
    state: fields[0],
    group: Number(fields[2]),
    session: Number(fields[3]),
    startTime: fields[19],
  };
}

async function readStartTimeFromPs(pid: number): Promise<string | undefined> {
  try {
    const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)], {
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    });
    return stdout.trim() || undefined;
  } catch {
    // ps fails when there is no such process.
    return undefined;
  }
}
