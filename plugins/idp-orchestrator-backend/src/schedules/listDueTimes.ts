import type { ScheduleDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { DueTimes } from '../calendar';
import { startOf } from './nextAtOf';

/** The most due times that are decided, and have a row, at once. */
export const MOST_DECIDED = 500;

/** What `every: 1m` has within this time (ms) is less than may be decided at once. */
const FIRST_SPAN_MS = (MOST_DECIDED - 10) * 60_000;

/** A due time whose time to start has come (ms since 1970). */
export interface Due {
  dueAt: number;
  startAt: number;
}

/**
 * Lists the due times after a time that are to be started by now, the earliest
 * first. Of more than 500, as after a month without a backend, it lists the last
 * ones; `skipped` is the first of those that are not in the list.
 */
export function listDueTimes(
  definition: Pick<ScheduleDefinition, 'id' | 'jitter'>,
  times: DueTimes,
  { after, now }: { after: number; now: number },
): { due: Due[]; skipped?: number } {
  const last = findLast(times, { after, now });
  const due = last.map(dueAt => ({
    dueAt,
    startAt: startOf(definition, dueAt),
  }));
  // Whatever comes after one whose time has not come waits for it.
  const waits = due.findIndex(({ startAt }) => startAt > now);
  const ready = waits === -1 ? due : due.slice(0, waits);
  const first = times.nextAfter(after);
  const isWhole = first === undefined || first === last[0];
  return { due: ready, ...(!isWhole && { skipped: first }) };
}

/** Looks back farther and farther, so that it need not go through all of them. */
function findLast(
  times: DueTimes,
  { after, now }: { after: number; now: number },
): number[] {
  for (let span = FIRST_SPAN_MS; ; span *= 4) {
    const from = Math.max(after, now - span);
    const found = times.between(from, now, MOST_DECIDED * 5);
    if (from === after || found.length >= MOST_DECIDED) {
      return found.slice(-MOST_DECIDED);
    }
  }
}
