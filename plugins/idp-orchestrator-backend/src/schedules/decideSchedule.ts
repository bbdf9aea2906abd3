import type { Decided, StartedBySchedule, StoredSchedule } from '../ports';
import type { DueTimes } from '../calendar';
import { countFailures } from './countFailures';
import { decideOccurrences } from './decideOccurrences';
import { listDueTimes } from './listDueTimes';
import { nextAtOf } from './nextAtOf';

/** What decides about a schedule whose time has come. */
export interface ScheduleView {
  schedule: StoredSchedule;
  times: DueTimes;
  /** The present time (ms since 1970). */
  now: number;
  /** Its last runs, the newest first. */
  runs: StartedBySchedule[];
  /** Says for each run that is not over which one it is, and how it is. */
  underWay: string[];
  /** The due time that waits for these runs, if one does. */
  waiting?: number;
  /** The name of this process, as the one that starts what is due. */
  worker: string;
}

/** Decides what becomes of the due times of a schedule, and of itself. */
export function decideSchedule(view: ScheduleView): Decided {
  const { schedule, times, now, worker } = view;
  const { definition, cursorAt, detail } = schedule;
  const failing = decideFailing(view);
  if (failing) return failing;
  const { due, skipped } = listDueTimes(definition, times, {
    after: cursorAt,
    now,
  });
  const decisions = decideOccurrences({
    definition,
    now,
    due,
    underWay: view.underWay,
    waiting: view.waiting,
    wantedUpTo: detail.wantedUpTo,
  });
  const cursor = due.at(-1)?.dueAt ?? cursorAt;
  const nextAt = nextAtOf(definition, times, cursor);
  return {
    cursorAt: cursor,
    nextAt,
    ...(nextAt === null && {
      state: 'ended' as const,
      detail: { since: now, reason: 'Nothing is due any more' },
    }),
    occurrences: decisions.map((decision, index) => ({
      ...decision,
      ...(index === 0 &&
        skipped !== undefined &&
        tellSkipped(decision, skipped)),
      ...toClaim(decision.outcome, { worker, now, definition }),
    })),
  };
}

/** Stops a schedule whose last runs all failed, before it starts another one. */
function decideFailing({
  schedule: { definition, detail, cursorAt },
  runs,
  now,
}: ScheduleView): Decided | undefined {
  const { pauseAfter } = definition.onFailure;
  if (pauseAfter === undefined) return undefined;
  const failures = countFailures(runs, detail.failuresSince);
  if (failures < pauseAfter) return undefined;
  const reason = `The last ${failures === 1 ? 'run' : `${failures} runs`} failed, and it stops after ${pauseAfter}. Resume it when the reason is gone`;
  return {
    cursorAt,
    nextAt: null,
    state: 'failing',
    detail: { since: now, reason },
    occurrences: [],
  };
}

function toClaim(
  outcome: string,
  {
    worker,
    now,
    definition,
  }: Pick<ScheduleView, 'worker' | 'now'> & Pick<StoredSchedule, 'definition'>,
) {
  if (outcome === 'waiting') return { definition };
  return outcome === 'starting'
    ? { definition, claimedBy: worker, claimedAt: now }
    : { decidedAt: now };
}

function tellSkipped(
  { because }: { because?: string },
  skipped: number,
): { because: string } {
  const from = new Date(skipped).toISOString();
  const rest = `Those from ${from} to this one were missed as well, and have no rows`;
  return { because: because === undefined ? rest : `${because}. ${rest}` };
}
