import type { DueSource, DueTime } from './DueTimes';
import { openCron } from './openCron';
import { REACH, type Stretch, type Zone } from './Zone';

/** A pattern of cron that was read. */
export interface CronPattern {
  /** Its five fields, which croner takes. */
  text: string;
  /**
   * How its hours are written. `fixed`: as numbers, each due once a day;
   * `through`: as a range or with a step; `every`: all of them.
   */
  hours: 'fixed' | 'through' | 'every';
  /** Whether a day of the month and a weekday are both asked for. */
  eitherDay: boolean;
}

/**
 * The instants of a pattern in a time zone. A time that the clocks pass over is
 * due at the first instant after; where all hours are due, the next hour's is
 * enough. When a time comes twice, fixed hours are due the first time, others
 * both times.
 *
 * croner finds the local times, and is not asked about zones: by its own rules a
 * time in a list, a range or a step is lost where the clocks pass over it. It is
 * ten times as fast without, too.
 */
export function cronTimes(pattern: CronPattern, zone: Zone): DueSource {
  return at => {
    let from = at;
    for (;;) {
      // Most of the time nothing is near, and so no change of the clocks matters.
      const near = nextLocal(pattern, from - REACH);
      if (near === undefined) return undefined;
      from = Math.max(from, near - REACH);
      const stretch = zone.stretchAt(from + 1);
      const due = nextWithin(pattern, stretch, from);
      if (due) return due;
      from = stretch.to - 1;
    }
  };
}

function nextWithin(
  pattern: CronPattern,
  stretch: Stretch,
  after: number,
): DueTime | undefined {
  const begins = after < stretch.from;
  const shownBefore = stretch.from + stretch.offsetBefore;
  if (begins && pattern.hours !== 'every') {
    const skipped = nextLocal(pattern, shownBefore - 1);
    if (skipped !== undefined && skipped < stretch.from + stretch.offset) {
      return { at: stretch.from, skipped };
    }
  }
  let from = Math.max(after, stretch.from - 1) + stretch.offset;
  if (pattern.hours === 'fixed') from = Math.max(from, shownBefore - 1);
  const local = nextLocal(pattern, from);
  if (local === undefined) return undefined;
  const at = local - stretch.offset;
  return at < stretch.to ? { at } : undefined;
}

/** The first local time after another one that matches. */
function nextLocal({ text }: CronPattern, after: number): number | undefined {
  return openCron(text).nextRun(new Date(after))?.getTime();
}
