import { readFileSync } from 'node:fs';

/** The fields of `/proc/PID/stat` that tell one process from another; see proc(5). */
export interface ProcessStat {
  name: string;
  state: string;
  /** The process that it is a child of; 0 when that cannot be seen from here. */
  parent: number;
  group: number;
  session: number;
  /** Clock ticks since boot, by which a later process with the same number is another one. */
  startTime: string;
}

/**
 * Reads them of a process. Undefined when there is none with this number, or
 * the kernel has no such file. It blocks, since the kernel answers from memory:
 * 14 µs, of which an asynchronous read costs nine times as much. Who reads those
 * of all processes lets others in between.
 */
export function readStat(pid: number): ProcessStat | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Parses the line; the name in it, in brackets, may hold blanks and brackets. */
export function parseStat(line: string): ProcessStat | undefined {
  const end = line.lastIndexOf(')');
  if (end < 0) return undefined;
  const fields = line
    .slice(end + 2)
    .trim()
    .split(' ');
  if (fields.length < 20) return undefined;
  return {
    name: line.slice(line.indexOf('(') + 1, end),
    state: fields[0],
    parent: Number(fields[1]),
    group: Number(fields[2]),
    session: Number(fields[3]),
    startTime: fields[19],
  };
}

/** The length (ms) of a tick in which Linux tells times to programs, on all architectures of today. */
const TICK_MS = 10;

/**
 * Tells for how long (ms) a process lives, by the time of its start alone, and
 * so by no clock that may be set. Undefined where the kernel has no such time.
 */
export function readAge(startTime: string): number | undefined {
  const own = readStat(process.pid);
  const ticks = own ? Number(own.startTime) - Number(startTime || NaN) : NaN;
  if (Number.isNaN(ticks)) return undefined;
  return Math.max(0, ticks * TICK_MS + process.uptime() * 1_000);
}

/** Tells whether a process has ended and only waits for its parent to take note. */
export function hasEnded({ state }: ProcessStat): boolean {
  return state === 'Z' || state === 'X';
}
