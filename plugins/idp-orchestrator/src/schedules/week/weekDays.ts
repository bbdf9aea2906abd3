import type {
  CalendarItem,
  CalendarWindow,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** Of more due times of a schedule in a day only the first and last are told. */
const MOST_TOLD = 3;

/** What is due by one schedule on one day. */
export interface DayEntry {
  scheduleId: string;
  /** In the order of their times; all of them. */
  items: CalendarItem[];
  /** There are too many to tell each. */
  isMany: boolean;
}

/** A day in the reader's zone. */
export interface WeekDay {
  /** Its first instant (ms since 1970). */
  from: number;
  /** The first instant of the next one. */
  to: number;
  entries: DayEntry[];
  windows: CalendarWindow[];
}

/** The Monday of the week of a time (ms since 1970), in the reader's zone. */
export function mondayOf(at: number): number {
  const day = new Date(at);
  const sinceMonday = (day.getDay() + 6) % 7;
  return new Date(
    day.getFullYear(),
    day.getMonth(),
    day.getDate() - sinceMonday,
  ).getTime();
}

/** The same hour some days later, whatever the clocks do meanwhile. */
export function addDays(at: number, days: number): number {
  const day = new Date(at);
  return day.setDate(day.getDate() + days);
}

/** Sorts what is due in a week by its days, and on each by the first time of a schedule. */
export function toDays(
  monday: number,
  { items, windows }: { items: CalendarItem[]; windows: CalendarWindow[] },
): WeekDay[] {
  return [0, 1, 2, 3, 4, 5, 6].map(day => {
    const from = addDays(monday, day);
    const to = addDays(monday, day + 1);
    return {
      from,
      to,
      entries: toEntries(
        items.filter(({ dueAt }) => isWithin(Date.parse(dueAt), { from, to })),
      ),
      windows: windows.filter(
        window => Date.parse(window.from) < to && Date.parse(window.to) > from,
      ),
    };
  });
}

function isWithin(at: number, { from, to }: { from: number; to: number }) {
  return at >= from && at < to;
}

function toEntries(items: CalendarItem[]): DayEntry[] {
  const bySchedule = new Map<string, CalendarItem[]>();
  for (const item of items) {
    const others = bySchedule.get(item.scheduleId) ?? [];
    bySchedule.set(item.scheduleId, [...others, item]);
  }
  return [...bySchedule].map(([scheduleId, all]) => ({
    scheduleId,
    items: all,
    isMany: all.length > MOST_TOLD,
  }));
}
