import { readFileSync } from 'node:fs';

/** The fields of `/proc/PID/stat` that tell one process from another; see proc(5). */
export interface ProcessStat {
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
 * 14 µs, of which an asynchronous read costs nine times as much. Who reads the
 * files of all processes does it asynchronously nevertheless.
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
    state: fields[0],
    parent: Number(fields[1]),
    group: Number(fields[2]),
    session: Number(fields[3]),
    startTime: fields[19],
  };
}

/** Tells whether a process has ended and only waits for its parent to take note. */
export function hasEnded({ state }: ProcessStat): boolean {
  return state === 'Z' || state === 'X';
}
