import type { CalendarCollision } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ExpectedRun } from './ExpectedRun';
import { formatLength, formatNames, formatTime } from './formatForPeople';

/** A run that has a lock, or waits for it. */
interface Place {
  run: ExpectedRun;
  /** How long it waits (ms). */
  waitMs: number;
  /** It is refused, since the lock is taken. */
  isRefused: boolean;
}

/** Runs that have a lock one after the other, without a time between at which it is free. */
interface Line {
  key: string;
  places: Place[];
  /** When the lock is free again (ms since 1970). */
  freeAt: number;
  /** How long one of them takes is not known, so the times are too short. */
  isUnsure: boolean;
}

/** Finds runs that will wait for each other's lock, or be refused for it. */
export function findLockWaits(
  runs: readonly ExpectedRun[],
): CalendarCollision[] {
  const lines = new Map<string, Line>();
  const found: Line[] = [];
  for (const run of runs) {
    if (!run.lock) continue;
    const { key } = run.lock;
    const line = lines.get(key);
    if (line && run.startAt < line.freeAt) {
      lineUp(line, run);
    } else {
      const begun = { key, places: [], freeAt: run.startAt, isUnsure: false };
      lines.set(key, begun);
      found.push(begun);
      lineUp(begun, run);
    }
  }
  return found.filter(({ places }) => places.length > 1).map(toCollision);
}

function lineUp(line: Line, run: ExpectedRun): void {
  const waitMs = line.freeAt - run.startAt;
  const isRefused = waitMs > 0 && run.lock?.refuses === true;
  line.places.push({ run, waitMs, isRefused });
  if (isRefused) return;
  line.isUnsure ||= run.lengthMs === undefined;
  // Of a moment at least, so that two that begin at once are in the same line.
  line.freeAt += Math.max(1, run.lengthMs ?? 0);
}

function toCollision({
  key,
  places,
  freeAt,
  isUnsure,
}: Line): CalendarCollision {
  const { startAt, environment } = places[0].run;
  const schedules = [...new Set(places.map(({ run }) => run.scheduleId))];
  const waits = places.slice(1).map(place => tellWait(place, isUnsure));
  const shown = waits.slice(0, 3);
  const more = waits.length - shown.length;
  return {
    kind: 'lock',
    from: new Date(startAt).toISOString(),
    to: new Date(freeAt).toISOString(),
    environment,
    schedules,
    text: `From ${formatTime(startAt)} ${tellWho(schedules)} the lock "${key}"; ${shown.join(', ')}${more > 0 ? `, and ${more} more will wait or be refused` : ''}`,
  };
}

function tellWho(schedules: readonly string[]): string {
  return schedules.length === 1
    ? `runs of ${schedules[0]} want`
    : `${formatNames(schedules)} want`;
}

function tellWait(
  { run: { scheduleId }, waitMs, isRefused }: Place,
  isUnsure: boolean,
): string {
  if (isRefused) return `${scheduleId} will be refused`;
  return isUnsure
    ? `${scheduleId} will wait, nobody can say yet how long`
    : `${scheduleId} will wait ${formatLength(waitMs)}`;
}
