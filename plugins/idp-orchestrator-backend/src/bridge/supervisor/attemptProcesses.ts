import type { MarkSearch, ProcessEntry } from './processTable';
import type { NotedProcess } from './supervisorNotes';

/** The marks by which the processes of an attempt are recognised. */
export interface AttemptProcesses {
  cookie: string;
  supervisor?: NotedProcess;
  script?: NotedProcess;
  /** True when nobody waits for the script any more: the supervisor's own rest ends too. */
  endSupervisor?: boolean;
}

/** Says what a table of processes has to tell, to find those of these attempts in it. */
export function searchFor(attempts: AttemptProcesses[]): MarkSearch {
  const known = new Set(
    attempts.flatMap(({ supervisor, script }) =>
      [supervisor?.pid, script?.pid].flatMap(pid => pid ?? []),
    ),
  );
  const begun = Math.min(...attempts.map(startOf));
  return {
    marks: new Set(attempts.map(markOf)),
    // What is in a session or group of theirs is known by it, and what is older
    // than all of them cannot have their environment.
    mayBeMarked: ({ group, session, startTime }) =>
      !known.has(session) &&
      !known.has(group) &&
      !(Number(startTime || Infinity) < begun),
  };
}

/** Finds the living processes of an attempt in a table, its supervisor's own left out. */
export function pickProcesses(
  { cookie, supervisor, script, endSupervisor }: AttemptProcesses,
  table: ReadonlyMap<number, ProcessEntry>,
): ProcessEntry[] {
  // The supervisor leads its session and its own group, the script its group.
  const session = supervisor && stillOurs(supervisor, table);
  const group = script && stillOurs(script, table);
  const mark = markOf({ cookie });
  return [...table.values()].filter(entry => {
    if (entry.pid === process.pid) return false;
    if (!endSupervisor && entry.group === supervisor?.pid) return false;
    return (
      entry.marks.includes(mark) ||
      (group !== undefined && entry.group === group) ||
      (session !== undefined && entry.session === session)
    );
  });
}

function markOf({ cookie }: Pick<AttemptProcesses, 'cookie'>): string {
  return `IDP_ATTEMPT_COOKIE=${cookie}`;
}

/** The start of an attempt (clock ticks since boot); long ago where it is not known. */
function startOf({ script }: AttemptProcesses): number {
  const ticks = Number(script?.startTime || NaN);
  return Number.isNaN(ticks) ? -Infinity : ticks;
}

function stillOurs(
  noted: NotedProcess,
  table: ReadonlyMap<number, ProcessEntry>,
): number | undefined {
  return isStillOurs(noted, table.get(noted.pid)) ? noted.pid : undefined;
}

/**
 * Tells whether the number of a group or session is still that of ours. It is
 * not given away while a process is in it, so a stranger that has it proves
 * that ours is gone.
 */
export function isStillOurs(
  noted: NotedProcess,
  holder: { startTime: string } | undefined,
): boolean {
  return (
    !holder ||
    holder.startTime === '' ||
    noted.startTime === '' ||
    holder.startTime === noted.startTime
  );
}
