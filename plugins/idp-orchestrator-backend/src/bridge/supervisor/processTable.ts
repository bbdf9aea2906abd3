import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { hasEnded, readStat } from '../../kernel/processStat';

const run = promisify(execFile);

/** A living process, as far as an attempt's processes are found by it. */
export interface ProcessEntry {
  pid: number;
  group: number;
  /** The session; 0 where it is not known. */
  session: number;
  /** Clock ticks since boot; empty where it is not known. */
  startTime: string;
  /** Those of the marks looked for that are in its environment, as far as that was read. */
  marks: string[];
  name: string;
}

/** What is looked for in the environments of processes. */
export interface MarkSearch {
  /** Texts of the form `NAME=value`. */
  marks: ReadonlySet<string>;
  /** Tells of which processes the environment is worth its reading; of all when absent. */
  mayBeMarked?(entry: ProcessEntry): boolean;
}

/** So many processes are read before others get their turn, which is about 1 ms. */
const BATCH = 64;

/** Reads all living processes that can be seen, with the marks that they carry. */
export async function readProcessTable(
  search: MarkSearch,
): Promise<ProcessEntry[]> {
  if (process.platform !== 'linux') return readTableFromPs(search);
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const entries: ProcessEntry[] = [];
  for (let at = 0; at < pids.length; at += BATCH) {
    const batch = pids.slice(at, at + BATCH).flatMap(readEntry);
    const { mayBeMarked } = search;
    const candidates = mayBeMarked ? batch.filter(mayBeMarked) : batch;
    await Promise.all(candidates.map(entry => readMarks(entry, search)));
    await turn();
    entries.push(...batch);
  }
  return entries;
}

function readEntry(name: string): ProcessEntry[] {
  const pid = Number(name);
  const stat = readStat(pid);
  return stat && !hasEnded(stat) ? [{ ...stat, pid, marks: [] }] : [];
}

/** Reads an environment without blocking, since it may have to wait for a process that hangs. */
async function readMarks(
  entry: ProcessEntry,
  { marks }: MarkSearch,
): Promise<void> {
  // Only our own user's can be read.
  const environment = await readFile(
    `/proc/${entry.pid}/environ`,
    'latin1',
  ).catch(() => '');
  entry.marks = environment.split('\0').filter(text => marks.has(text));
}

/**
 * Reads them from `ps`: macOS shows a process's environment after its
 * arguments, to its own user.
 */
async function readTableFromPs({ marks }: MarkSearch): Promise<ProcessEntry[]> {
  const { stdout } = await run(
    'ps',
    ['-A', '-E', '-ww', '-o', 'pid=,pgid=,state=,command='],
    {
      maxBuffer: 64 * 1024 * 1024,
      env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
    },
  );
  return stdout.split('\n').flatMap(line => {
    const [pid, group, state, ...command] = line.trim().split(/\s+/);
    if (!pid || state.startsWith('Z')) return [];
    return {
      pid: Number(pid),
      group: Number(group),
      session: 0,
      startTime: '',
      marks: command.filter(word => marks.has(word)),
      name: command[0] ?? '',
    };
  });
}
