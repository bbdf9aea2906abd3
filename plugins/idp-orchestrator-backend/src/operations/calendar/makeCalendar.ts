import {
  MOST_IN_CALENDAR,
  type Calendar,
  type CalendarItem,
  type CalendarQuery,
  type CalendarWindow,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../access/Caller';
import {
  addDueTimes,
  addOccurrence,
  addWindow,
  Earliest,
  type CalendarSpan,
} from '../../forecast';
import type { StoredSchedule } from '../../ports';
import { eachSchedule } from '../../schedules';
import type { OperationParts } from '../OperationParts';
import { forecast } from './forecast';
import { readSpan } from './readSpan';

type Parts = Pick<
  OperationParts,
  'scheduleStore' | 'windows' | 'clock' | 'gate' | 'statistics' | 'resolver'
>;

const DAY_MS = 86_400_000;

/**
 * Makes the calendar that a query asks for, for its caller.
 *
 * @throws InputError
 */
export async function makeCalendar(
  parts: Parts,
  caller: Caller,
  query: CalendarQuery,
): Promise<Calendar> {
  const now = parts.clock.now();
  const { environment } = query;
  const span = readSpan(query, now);
  const byId = new Map<string, StoredSchedule>();
  for await (const one of eachSchedule(parts.scheduleStore)) {
    const { definition } = one;
    if (environment && definition.environment !== environment) continue;
    byId.set(definition.id, one);
  }
  const gathered = await gatherItems(parts, { byId, span, now });
  const windows = await gatherWindows(parts, { environment, span });
  const { items, collisions, incomplete } = await forecast(parts, caller, {
    items: gathered.values,
    byId,
  });
  const leftOut = [
    tellCut('due times', gathered),
    tellCut('times that windows last', windows),
    incomplete,
  ].filter(text => text !== undefined);
  return {
    items,
    windows: windows.values,
    collisions,
    ...(leftOut.length > 0 && { incomplete: leftOut.join(' ') }),
  };
}

interface Gathered<T> {
  values: T[];
  isCut: boolean;
  /** Up to where (ms since 1970) all of them are there. */
  until: number;
}

async function gatherItems(
  { scheduleStore }: Pick<Parts, 'scheduleStore'>,
  {
    byId,
    span,
    now,
  }: {
    byId: ReadonlyMap<string, StoredSchedule>;
    span: CalendarSpan;
    now: number;
  },
): Promise<Gathered<CalendarItem>> {
  const items = new Earliest<CalendarItem>({
    limit: MOST_IN_CALENDAR,
    until: span.to,
  });
  // Day by day, since a database is not to sort more than is shown. What was
  // left out beforehand has a row, too.
  for (let from = span.from; from <= items.until; from += DAY_MS) {
    const rows = await scheduleStore.listOccurrencesOfAll({
      from,
      to: Math.min(from + DAY_MS - 1, items.until),
      scheduleIds: [...byId.keys()],
      limit: MOST_IN_CALENDAR + 1,
    });
    for (const row of rows) {
      addOccurrence(items, byId.get(row.scheduleId)!, row);
    }
  }
  for (const schedule of byId.values()) {
    await addDueTimes(items, schedule, { span, now });
  }
  return { ...items.list(), until: items.until };
}

async function gatherWindows(
  { windows }: Pick<Parts, 'windows'>,
  { environment, span }: { environment?: string; span: CalendarSpan },
): Promise<Gathered<CalendarWindow>> {
  const spans = new Earliest<CalendarWindow>({
    limit: MOST_IN_CALENDAR,
    until: span.to,
  });
  for (const rule of windows.listRules()) {
    const { environments } = rule.scope;
    const isAbout =
      environment === undefined ||
      environments.length === 0 ||
      environments.includes(environment);
    if (isAbout) await addWindow(spans, rule, span);
  }
  return { ...spans.list(), until: spans.until };
}

function tellCut(
  what: string,
  { values, isCut, until }: Gathered<unknown>,
): string | undefined {
  if (!isCut) return undefined;
  const count = values.length.toLocaleString('en');
  return `Only the first ${count} ${what} are shown, up to ${new Date(until).toISOString()}. Ask for a shorter time, or for one environment.`;
}
