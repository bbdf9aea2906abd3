import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { hasEnded, parseStat } from '../../kernel/processStat';

const run = promisify(execFile);

/** A living process, as far as an attempt's processes are found by it. */
export interface ProcessEntry {
  pid: number;
  group: number;
  /** The session; 0 where it is not known. */
  session: number;
  startTime: string;
  /** True when it has the mark in its environment. */
  marked: boolean;
  name: string;
}

/** So many processes are read at the same time, so that a busy host does not stall the backend. */
const BATCH = 64;

/**
 * Reads all living processes that can be seen, marked when `mark`
 * (`NAME=value`) is in their environment.
 */
export async function readProcessTable(mark: string): Promise<ProcessEntry[]> {
  if (process.platform !== 'linux') return readTableFromPs(mark);
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const entries: ProcessEntry[] = [];
  for (let at = 0; at < pids.length; at += BATCH) {
    const batch = pids.slice(at, at + BATCH).map(pid => readEntry(pid, mark));
    for (const entry of await Promise.all(batch)) {
      if (entry) entries.push(entry);
    }
  }
  return entries;
}

async function readEntry(
  pid: string,
  mark: string,
): Promise<ProcessEntry | undefined> {
  const [stat, environment] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''),
    // Only our own user's can be read.
    readFile(`/proc/${pid}/environ`, 'latin1').catch(() => ''),
  ]);
  const fields = parseStat(stat);
  if (!fields || hasEnded(fields)) return undefined;
  return {
    pid: Number(pid),
    group: fields.group,
    session: fields.session,
    startTime: fields.startTime,
    marked: environment.split('\0').includes(mark),
    name: stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')),
  };
}

/**
 * Reads them from `ps`: macOS shows a process's environment after its
 * arguments, to its own user.
 */
async function readTableFromPs(mark: string): Promise<ProcessEntry[]> {
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
      marked: command.includes(mark),
      name: command[0] ?? '',
    };
  });
}
