/**
 * Due times found the slow way: by looking at what the clocks of a zone show
 * in every minute. It shares nothing with what it checks, save the rules.
 */

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A minute, and what the clocks show in it, as the instant at which UTC's show the same. */
export interface ShownMinute {
  at: number;
  local: number;
}

export interface ScannedPattern {
  text: string;
  minutes: number[];
  hours: number[];
  /** How the hours are written, and so whether one that comes twice counts twice. */
  written: 'fixed' | 'through' | 'every';
  /** Whether a day counts, given at its midnight by UTC; any when absent. */
  onDay?: (day: Date) => boolean;
}

/** Makes a function that tells what the clocks of a zone show. */
export function clocksOf(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return at => {
    const [month, day, year, hour, minute] = format
      .format(at)
      .split(/\D+/)
      .map(Number);
    return Date.UTC(year, month - 1, day, hour, minute);
  };
}

/** Lists the days of UTC, by their midnights, at whose end the clocks are otherwise set than at their beginning. */
export function daysOfChange(
  clocks: (at: number) => number,
  { from, to }: { from: number; to: number },
): number[] {
  const days: number[] = [];
  let before = clocks(from) - from;
  for (let day = from; day < to; day += DAY) {
    const after = clocks(day + DAY) - day - DAY;
    if (after !== before) days.push(day);
    before = after;
  }
  return days;
}

/** Shows every minute from one instant to another; the clocks are set at whole `asked` minutes only. */
export function showMinutes(
  clocks: (at: number) => number,
  { from, to, asked = 1 }: { from: number; to: number; asked?: number },
): ShownMinute[] {
  const minutes: ShownMinute[] = [];
  for (let start = from; start <= to; start += asked * MINUTE) {
    const ahead = clocks(start) - start;
    for (let at = start; at < start + asked * MINUTE; at += MINUTE) {
      minutes.push({ at, local: at + ahead });
    }
  }
  return minutes;
}

/** Finds when a pattern is due after the first of these minutes. */
export function scanMinutes(
  pattern: ScannedPattern,
  minutes: ShownMinute[],
): number[] {
  const matches = matcherOf(pattern);
  const due: number[] = [];
  let latest = minutes[0].local;
  for (let index = 1; index < minutes.length; index++) {
    const { at, local } = minutes[index];
    const shownBefore = minutes[index - 1].local;
    const anew = local > latest;
    const counts = anew || pattern.written !== 'fixed';
    const isLost =
      pattern.written !== 'every' &&
      minutesBetween(shownBefore, local).some(matches);
    if (isLost || (counts && matches(local))) due.push(at);
    if (anew) latest = local;
  }
  return due;
}

/** What the clocks pass over from one minute to the next. */
function minutesBetween(before: number, after: number): number[] {
  const count = (after - before) / MINUTE - 1;
  if (count < 1) return [];
  return Array.from({ length: count }, (_, i) => before + (i + 1) * MINUTE);
}

function matcherOf(pattern: ScannedPattern): (local: number) => boolean {
  const wanted = new Set(
    pattern.hours.flatMap(hour =>
      pattern.minutes.map(minute => (hour * 60 + minute) * MINUTE),
    ),
  );
  return local => {
    const ofDay = local % DAY;
    if (!wanted.has(ofDay)) return false;
    return pattern.onDay ? pattern.onDay(new Date(local - ofDay)) : true;
  };
}
