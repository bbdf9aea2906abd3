import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readBootId, readPidNamespace } from '../../kernel/kernelNames';
import { hasEnded, parseStat, readStat } from '../../kernel/processStat';

const run = promisify(execFile);

/**
 * Reads which boot of which kernel, and which process numbers of it, a pid
 * belongs to. A pid means nothing after a restart of the host or in another
 * container.
 */
export async function readBoot(): Promise<string> {
  if (process.platform !== 'linux') {
    const { stdout } = await run('sysctl', ['-n', 'kern.bootsessionuuid']);
    return stdout.trim();
  }
  const boot = readBootId();
  if (!boot) {
    throw new Error(
      'The kernel does not show which boot of it this is, and without that no script can be found again: expected /proc/sys/kernel/random/boot_id to be readable',
    );
  }
  return `${boot} ${readPidNamespace() ?? ''}`.trim();
}

/** Reads what tells a process from a later one with the same number; undefined when it is gone. */
export async function readStartTime(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return readStartTimeFromPs(pid);
  const stat = readStat(pid);
  return stat && !hasEnded(stat) ? stat.startTime : undefined;
}

/** Finds it in what the supervisor wrote down: a line of `/proc/PID/stat`, or of `ps -o lstart=`. */
export function readNotedStartTime(noted: string): string {
  return parseStat(noted)?.startTime ?? noted.trim();
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
