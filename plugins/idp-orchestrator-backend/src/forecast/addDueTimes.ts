import { setImmediate } from 'node:timers/promises';
import type { CalendarItem } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { StoredOccurrence, StoredSchedule } from '../ports';
import { readTimes, startOf } from '../schedules';
import type { CalendarSpan } from './CalendarSpan';
import type { Earliest } from './Earliest';

/** So many are reckoned before others get their turn. */
const AT_ONCE = 50;

/** Adds what became of due times. */
export function addOccurrence(
  items: Earliest<CalendarItem>,
  { definition }: Pick<StoredSchedule, 'definition'>,
  { dueAt, outcome, runId }: StoredOccurrence,
): void {
  items.add(dueAt, definition.id, {
    ...nameOf(definition),
    dueAt: toIso(dueAt),
    result: resultOf(outcome),
    outcome,
    ...(runId !== undefined && { runId }),
  });
}

/** Adds the due times of a schedule that are not decided yet; others get their turn meanwhile. */
export async function addDueTimes(
  items: Earliest<CalendarItem>,
  schedule: StoredSchedule,
  { span, now }: { span: CalendarSpan; now: number },
): Promise<void> {
  const { definition, state, cursorAt, nextAt, outlook } = schedule;
  const read = readTimes(definition);
  // The schedule is broken then, which is told where it is.
  if ('problems' in read) return;
  const goesOn = state === 'active' && nextAt !== undefined;
  // What windows make of each due time is found out for each by itself.
  const foreseen = outlook.result === 'refused' ? 'ok' : outlook.result;
  const result = goesOn ? foreseen : toResult(state);
  // What has stopped decides nothing, so nothing is owed for what has passed.
  let after = Math.max(
    span.from - 1,
    goesOn ? cursorAt : Math.max(now, cursorAt),
  );
  for (;;) {
    const found = read.times.between(after, items.until, AT_ONCE);
    for (const dueAt of found) {
      const startAt = startOf(definition, dueAt);
      items.add(dueAt, definition.id, {
        ...nameOf(definition),
        dueAt: toIso(dueAt),
        ...(startAt > dueAt && { startsAt: toIso(startAt) }),
        result,
      });
    }
    await setImmediate();
    if (found.length < AT_ONCE) return;
    after = found[found.length - 1];
  }
}

function nameOf({
  id,
  title,
  flow,
  environment,
}: StoredSchedule['definition']) {
  return { scheduleId: id, title: title ?? id, flow, environment };
}

function toResult(state: StoredSchedule['state']): CalendarItem['result'] {
  return state === 'needs-consent' || state === 'broken' ? state : 'stopped';
}

function resultOf(
  outcome: StoredOccurrence['outcome'],
): CalendarItem['result'] {
  switch (outcome) {
    case 'starting':
    case 'waiting':
    case 'started':
    case 'manual':
      return 'ok';
    case 'needs-consent':
    case 'broken':
      return outcome;
    default:
      return 'stopped';
  }
}

function toIso(at: number): string {
  return new Date(at).toISOString();
}
