import {
  MOST_CAUGHT_UP,
  parseDuration,
  type OccurrenceOutcome,
  type ScheduleDefinition,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Due } from './listDueTimes';

/** How late (ms) one may be before it counts as missed; a look comes each second. */
export const GRACE_MS = 60_000;

/** What decides what becomes of due times. Times are ms since 1970. */
export interface OccurrenceView {
  definition: Pick<ScheduleDefinition, 'overlap' | 'catchUp' | 'deadline'>;
  now: number;
  /** Those whose time has come, the earliest first. */
  due: Due[];
  /** Says for each run of this schedule that is not over which one it is, and how it is. */
  underWay: string[];
  /** The one that waits for these runs already. */
  waiting?: number;
  /** Up to here they are wanted however late it is. */
  wantedUpTo?: number;
}

/** What becomes of a due time; `starting` and `waiting` are still to be started. */
export interface OccurrenceDecision {
  dueAt: number;
  outcome: OccurrenceOutcome;
  because?: string;
}

/** Decides what becomes of due times, in their order. */
export function decideOccurrences(view: OccurrenceView): OccurrenceDecision[] {
  const decided = new Map<number, OccurrenceDecision>();
  const rest = view.due.filter(due => {
    const missed = missedBecause(view, due);
    if (missed) decided.set(due.dueAt, { dueAt: due.dueAt, ...missed });
    return !missed;
  });
  const wanted = chooseCaughtUp(view, rest, decided);
  decideOverlap(view, wanted, decided);
  return view.due.map(({ dueAt }) => decided.get(dueAt)!);
}

type Why = Pick<OccurrenceDecision, 'outcome' | 'because'>;

function isLate({ now, wantedUpTo = -Infinity }: OccurrenceView, due: Due) {
  return due.dueAt > wantedUpTo && now - due.startAt > GRACE_MS;
}

function missedBecause(view: OccurrenceView, due: Due): Why | undefined {
  const { now, wantedUpTo = -Infinity } = view;
  const { catchUp, deadline } = view.definition;
  if (due.dueAt <= wantedUpTo) return undefined;
  const age = now - due.dueAt;
  if (isLate(view, due)) {
    const missed = 'No backend was there at the time';
    if (catchUp.mode === 'none') {
      return { outcome: 'missed-down', because: missed };
    }
    if (isOlder(age, catchUp.window)) {
      const because = `${missed}, nor within ${catchUp.window} after it`;
      return { outcome: 'missed-down', because };
    }
  }
  return missedDeadline(deadline, age);
}

/** Tells that one of this age (ms) is not started any more. */
export function missedDeadline(
  deadline: string | undefined,
  age: number,
): Why | undefined {
  if (!isOlder(age, deadline)) return undefined;
  const because = `It was not started within its deadline of ${deadline}`;
  return { outcome: 'missed-deadline', because };
}

function isOlder(age: number, length: string | undefined): boolean {
  return length !== undefined && age > (parseDuration(length) ?? Infinity);
}

/** Leaves of those that were missed only the ones that are caught up with. */
function chooseCaughtUp(
  view: OccurrenceView,
  rest: Due[],
  decided: Map<number, OccurrenceDecision>,
): Due[] {
  const { mode } = view.definition.catchUp;
  const late = rest.filter(due => isLate(view, due));
  const inTime = rest.filter(due => !isLate(view, due));
  if (mode === 'all') {
    const tooMany = late.slice(0, -MOST_CAUGHT_UP);
    const because = `No backend was there at the time, and only the last ${MOST_CAUGHT_UP} are caught up with`;
    for (const { dueAt } of tooMany) {
      decided.set(dueAt, { dueAt, outcome: 'missed-down', because });
    }
    return rest.filter(due => !decided.has(due.dueAt));
  }
  const kept = inTime.length > 0 ? inTime : late.slice(-1);
  const [first] = kept;
  for (const { dueAt } of late.filter(due => !kept.includes(due))) {
    const because = `No backend was there at the time; that of ${toIso(first.dueAt)} is started instead`;
    decided.set(dueAt, { dueAt, outcome: 'superseded', because });
  }
  return kept;
}

function decideOverlap(
  { definition: { overlap }, underWay, waiting }: OccurrenceView,
  wanted: Due[],
  decided: Map<number, OccurrenceDecision>,
): void {
  let [busy] = underWay;
  let queued = waiting;
  for (const { dueAt } of wanted) {
    const set = (outcome: OccurrenceOutcome, because?: string) =>
      decided.set(dueAt, { dueAt, outcome, ...(because && { because }) });
    const isFree = busy === undefined && queued === undefined;
    if (overlap === 'allow' || isFree) {
      set('starting');
      busy = `The run of ${toIso(dueAt)} is not over`;
    } else if (overlap === 'skip') {
      set('skipped-overlap', busy);
    } else if (queued === undefined) {
      set('waiting', busy);
      queued = dueAt;
    } else {
      set('skipped-overlap', `That of ${toIso(queued)} waits already`);
    }
  }
}

function toIso(at: number): string {
  return new Date(at).toISOString();
}
