import { setTimeout as sleep } from 'node:timers/promises';
import type { NotedProcess } from './supervisorNotes';
import { readProcessTable, type ProcessEntry } from './processTable';

/** The marks by which the processes of an attempt are recognised. */
export interface AttemptProcesses {
  cookie: string;
  supervisor?: NotedProcess;
  script?: NotedProcess;
  /** True when nobody waits for the script any more: the supervisor's own rest ends too. */
  endSupervisor?: boolean;
}

/** Killing is repeated for so long (ms), for processes that are being forked meanwhile. */
const KILL_MS = 2_000;

const ROUND_MS = 50;

/**
 * Ends processes by TERM, a grace time (ms), and KILL: the script's group, its
 * session, and what left both but still carries the attempt's cookie.
 *
 * @returns what could not be ended, as `name (pid)`
 */
export async function endProcesses(
  processes: AttemptProcesses,
  graceMs: number,
): Promise<string[]> {
  const told = new Set<number>();
  const graceEnd = Date.now() + graceMs;
  for (;;) {
    const left = await findProcesses(processes);
    if (left.length === 0) return [];
    // Also what was forked since: it may not have seen the group's signal.
    sendEach(
      left.filter(({ pid }) => !told.has(pid)),
      'SIGTERM',
    );
    left.forEach(({ pid }) => told.add(pid));
    if (Date.now() >= graceEnd) break;
    await sleep(Math.min(ROUND_MS, graceMs));
  }
  const killEnd = Date.now() + KILL_MS;
  for (;;) {
    const left = await findProcesses(processes);
    if (left.length === 0) return [];
    if (Date.now() >= killEnd)
      return left.map(({ name, pid }) => `${name} (${pid})`);
    sendEach(left, 'SIGKILL');
    await sleep(ROUND_MS / 2);
  }
}

/** Finds the living processes of an attempt, its supervisor's own left out. */
export async function findProcesses(
  processes: AttemptProcesses,
): Promise<ProcessEntry[]> {
  const table = await readProcessTable(
    `IDP_ATTEMPT_COOKIE=${processes.cookie}`,
  );
  const belongs = recognise(processes, table);
  return table.filter(entry => entry.pid !== process.pid && belongs(entry));
}

function recognise(
  { supervisor, script, endSupervisor }: AttemptProcesses,
  table: ProcessEntry[],
): (entry: ProcessEntry) => boolean {
  const ours = (noted: NotedProcess | undefined) =>
    noted && isStillOurs(noted, table) ? noted.pid : undefined;
  // The supervisor leads its session and its own group, the script its group.
  const session = ours(supervisor);
  const group = ours(script);
  return entry => {
    if (!endSupervisor && entry.group === supervisor?.pid) return false;
    return (
      entry.marked ||
      (group !== undefined && entry.group === group) ||
      (session !== undefined && entry.session === session)
    );
  };
}

/**
 * Tells whether the number of a group or session is still that of ours. It is
 * not given away while a process is in it, so a stranger that has it proves
 * that ours is gone.
 */
function isStillOurs(noted: NotedProcess, table: ProcessEntry[]): boolean {
  const holder = table.find(({ pid }) => pid === noted.pid);
  return (
    !holder ||
    holder.startTime === '' ||
    noted.startTime === '' ||
    holder.startTime === noted.startTime
  );
}

function sendEach(entries: ProcessEntry[], signal: NodeJS.Signals): void {
  for (const { pid } of entries) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended by itself, or is not ours to end: the next round sees it.
    }
  }
}
