import type { CalendarCollision } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ExpectedRun } from './ExpectedRun';
import { formatDueTimes, formatLength, formatTime } from './formatForPeople';

/** The due times of a schedule that come before the run before them is over. */
interface Overrun {
  first: ExpectedRun;
  last: ExpectedRun;
  lengthMs: number;
  /** How many of them there are. */
  late: number;
  /** How many due times there are of the schedule. */
  of: number;
}

/**
 * Finds schedules that are due again before their run is over, and lists the
 * runs that come of them nevertheless, by when they can begin.
 */
export function findOverruns(runs: readonly ExpectedRun[]): {
  collisions: CalendarCollision[];
  left: ExpectedRun[];
} {
  const bySchedule = new Map<string, ExpectedRun[]>();
  for (const run of runs) {
    const known = bySchedule.get(run.scheduleId);
    if (known) known.push(run);
    else bySchedule.set(run.scheduleId, [run]);
  }
  const collisions: CalendarCollision[] = [];
  const left: ExpectedRun[] = [];
  for (const own of bySchedule.values()) {
    const { begun, overrun } = follow(own);
    left.push(...begun);
    if (overrun) collisions.push(toCollision(overrun));
  }
  left.sort((a, b) => a.startAt - b.startAt);
  return { collisions, left };
}

function follow(runs: readonly ExpectedRun[]): {
  begun: ExpectedRun[];
  overrun?: Overrun;
} {
  const begun: ExpectedRun[] = [];
  let overrun: Overrun | undefined;
  let busyUntil = -Infinity;
  for (const run of runs) {
    const { startAt, lengthMs = 0, overlap } = run;
    if (startAt >= busyUntil) {
      begun.push(run);
      busyUntil = startAt + lengthMs;
      continue;
    }
    overrun ??= { first: run, last: run, lengthMs, late: 0, of: runs.length };
    overrun.last = run;
    overrun.late += 1;
    if (overlap === 'allow') {
      begun.push(run);
      busyUntil = Math.max(busyUntil, startAt + lengthMs);
    } else if (overlap === 'queue-one' && begun.at(-1)!.startAt <= startAt) {
      // Those that come while one waits already are superseded by it.
      begun.push({ ...run, startAt: busyUntil });
      busyUntil += lengthMs;
    }
  }
  return { begun, overrun };
}

const BECOMES = {
  skip: ['is left out', 'are left out'],
  'queue-one': ['waits, or is left out', 'wait, or are left out'],
  allow: ['is started beside it', 'are started beside it'],
};

function toCollision(overrun: Overrun): CalendarCollision {
  const { first, last, lengthMs, late, of } = overrun;
  const { scheduleId, environment, overlap } = first;
  const becomes = BECOMES[overlap][late === 1 ? 0 : 1];
  return {
    kind: 'overrun',
    from: new Date(first.startAt).toISOString(),
    to: new Date(last.startAt + lengthMs).toISOString(),
    environment,
    schedules: [scheduleId],
    text: `From ${formatTime(first.startAt)} ${scheduleId} is due again before its run is over, which takes ${formatLength(lengthMs)}: of ${formatDueTimes(of)} ${late.toLocaleString('en')} ${becomes}`,
  };
}
