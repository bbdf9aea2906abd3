import type { Clock } from '../../ports';
import { readStat } from '../../kernel/processStat';
import { later } from '../../waiting/monotonicTime';
import { systemClock } from '../../waiting/systemClock';
import { isStillOurs, type AttemptProcesses } from './attemptProcesses';
import { hostScans, type ProcessScans } from './ProcessScans';
import type { ProcessEntry } from './processTable';

/** Killing is repeated for so long (ms), for processes that are being forked meanwhile. */
const KILL_MS = 2_000;

/** It is repeated so often at least: on a host that has no time for anything, each look takes long. */
const LEAST_KILLS = 8;

/** The pauses (ms) between two looks: each is twice as long as the one before. */
const SHORTEST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 400;

/** How ends are brought about; a test puts its own in. */
export interface EndingTools {
  scans: Pick<ProcessScans, 'find'>;
  clock: Clock;
}

const HOST: EndingTools = { scans: hostScans, clock: systemClock };

/**
 * Ends processes by TERM, a grace time (ms), and KILL: the script's group at
 * once, and then its session, and what left both but still carries the
 * attempt's cookie. What the group starts after the TERM, for example to put
 * things in order, has the grace time to itself.
 *
 * @returns what could not be ended, as `name (pid)`
 */
export async function endProcesses(
  processes: AttemptProcesses,
  graceMs: number,
  tools: EndingTools = HOST,
): Promise<string[]> {
  const told = new Set<number>();
  signalGroup(processes, 'SIGTERM');
  const left = await untilGone(processes, graceMs, {
    ...tools,
    each(found) {
      const strays = found.filter(
        ({ pid, group }) => group !== processes.script?.pid && !told.has(pid),
      );
      strays.forEach(({ pid }) => told.add(pid));
      sendEach(strays, 'SIGTERM');
    },
  });
  if (left.length === 0) return [];
  signalGroup(processes, 'SIGKILL');
  sendEach(left, 'SIGKILL');
  const unkillable = await untilGone(processes, KILL_MS, {
    ...tools,
    leastLooks: LEAST_KILLS,
    each: found => sendEach(found, 'SIGKILL'),
  });
  return unkillable.map(({ name, pid }) => `${name} (${pid})`);
}

interface Looks extends EndingTools {
  /** There are so many, however long they take; one at least. */
  leastLooks?: number;
  each(found: ProcessEntry[]): void;
}

/** Looks again and again until none is left, or the time (ms) is over; returns those that are. */
async function untilGone(
  processes: AttemptProcesses,
  ms: number,
  { scans, clock, leastLooks = 1, each }: Looks,
): Promise<ProcessEntry[]> {
  const end = later(clock.monotonic(), ms);
  let pause = SHORTEST_PAUSE_MS;
  for (let looks = 1; ; looks += 1, pause *= 2) {
    const found = await scans.find(processes);
    if (found.length === 0) return [];
    each(found);
    if (looks >= leastLooks && clock.monotonic() >= end) return found;
    await clock.sleep(Math.min(pause, LONGEST_PAUSE_MS, ms));
  }
}

/** Signals the script's group without a look at other processes: no member of it escapes. */
function signalGroup(
  { script }: AttemptProcesses,
  signal: NodeJS.Signals,
): void {
  if (script && isStillOurs(script, readStat(script.pid))) {
    send(-script.pid, signal);
  }
}

function sendEach(entries: ProcessEntry[], signal: NodeJS.Signals): void {
  for (const { pid } of entries) send(pid, signal);
}

function send(target: number, signal: NodeJS.Signals): void {
  try {
    process.kill(target, signal);
  } catch {
    // It has ended by itself, or is not ours to end: the next look sees it.
  }
}
