import type { CalendarItem } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../../access/Caller';
import { findCollisions } from '../../forecast';
import type { StoredSchedule } from '../../ports';
import type { OperationParts } from '../OperationParts';
import { expectStarts } from './expectStarts';
import { expectTimes } from './expectTimes';

type Parts = Pick<
  OperationParts,
  'gate' | 'statistics' | 'clock' | 'resolver' | 'windows'
>;

/** Of so many schedules it is looked up what they start. */
const MOST_LOOKED_AT = 500;

/** What a calendar is made of. */
export interface Gathered {
  items: CalendarItem[];
  /** The schedules that they are of. */
  byId: ReadonlyMap<string, StoredSchedule>;
}

/** Adds when runs should have ended, and finds what gets in their way. */
export async function forecast(
  parts: Parts,
  caller: Caller,
  { items, byId }: Gathered,
): Promise<{
  items: CalendarItem[];
  collisions: ReturnType<typeof findCollisions>;
  incomplete?: string;
}> {
  const now = parts.clock.now();
  const ahead = items.filter(item => isAhead(item, now));
  const coming = ahead.filter(({ result }) => result === 'ok');
  const ids = [...new Set(coming.map(({ scheduleId }) => scheduleId))];
  const looked = ids.slice(0, MOST_LOOKED_AT);
  const starts = await expectStarts(
    parts,
    looked.map(id => byId.get(id)!),
  );
  const flowOf = ({ scheduleId, flow }: CalendarItem) =>
    starts.get(scheduleId)?.flow ?? flow;
  const flows = [...new Set(ahead.map(flowOf))];
  const times = await expectTimes(parts, caller, flows);
  const lengthOf = (item: CalendarItem) =>
    times({ flow: flowOf(item), environment: item.environment });
  const runs = coming
    .flatMap(item => {
      const start = starts.get(item.scheduleId);
      if (!start) return [];
      const { overlap } = byId.get(item.scheduleId)!.definition;
      return [{ ...start, ...toRun(item), overlap, lengthMs: lengthOf(item) }];
    })
    .sort((a, b) => a.startAt - b.startAt);
  return {
    items: items.map(item =>
      isAhead(item, now) ? withEnd(item, lengthOf(item)) : item,
    ),
    collisions: findCollisions(runs, parts.windows.listRules()),
    ...(looked.length < ids.length && {
      incomplete: `What gets in its way is told of the ${MOST_LOOKED_AT} schedules only that are due first. Ask for one environment.`,
    }),
  };
}

function isAhead(item: CalendarItem, now: number): boolean {
  return item.outcome === undefined && startAtOf(item) >= now;
}

function withEnd(
  item: CalendarItem,
  lengthMs: number | undefined,
): CalendarItem {
  if (lengthMs === undefined) return item;
  const endAt = startAtOf(item) + lengthMs;
  return { ...item, endsAt: new Date(endAt).toISOString() };
}

function toRun(item: CalendarItem) {
  const { scheduleId, environment } = item;
  return { scheduleId, environment, startAt: startAtOf(item) };
}

function startAtOf({ dueAt, startsAt }: CalendarItem): number {
  return Date.parse(startsAt ?? dueAt);
}
