import type { CalendarCollision } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { WindowRule } from '../gate';
import { createWindowJudge, type WindowJudge } from './createWindowJudge';
import type { ExpectedRun } from './ExpectedRun';
import { formatDueTimes, formatTime } from './formatForPeople';

/** Due times of a schedule that the same windows are against. */
interface Hold {
  first: ExpectedRun;
  effect: 'hold' | 'deny';
  /** What they wait for, in words. */
  reason: string;
  /** When they may go on (ms since 1970); never as far as is known when Infinity. */
  until: number;
  last: ExpectedRun;
  /** How many there are besides the first. */
  more: number;
}

/**
 * Finds the runs that windows keep waiting or refuse, and lists what is left:
 * those that nothing is against, and those that wait, at the time at which they
 * go on.
 */
export function findHeld(
  runs: readonly ExpectedRun[],
  rules: readonly WindowRule[],
): { collisions: CalendarCollision[]; left: ExpectedRun[] } {
  const judgeOf = createWindowJudge(rules);
  const current = new Map<string, Hold>();
  const holds: Hold[] = [];
  const left: ExpectedRun[] = [];
  for (const run of runs) {
    const known = current.get(run.scheduleId);
    if (known && run.startAt < known.until) {
      known.last = run;
      known.more += 1;
      if (goesOnToo(known, run)) left.push({ ...run, startAt: known.until });
      continue;
    }
    const hold = judge(run, judgeOf);
    if (!hold) {
      left.push(run);
      continue;
    }
    current.set(run.scheduleId, hold);
    holds.push(hold);
    if (hold.effect === 'hold' && hold.until < Infinity) {
      left.push({ ...run, startAt: hold.until });
    }
  }
  left.sort((a, b) => a.startAt - b.startAt);
  return { collisions: holds.map(toCollision), left };
}

/** Of several that wait those are left out, or superseded, that may not overlap the first. */
function goesOnToo({ effect, until }: Hold, { overlap }: ExpectedRun): boolean {
  return effect === 'hold' && until < Infinity && overlap === 'allow';
}

function judge(run: ExpectedRun, judgeOf: WindowJudge): Hold | undefined {
  const verdict = run.changes ? judgeOf(run) : undefined;
  return verdict && { ...verdict, first: run, last: run, more: 0 };
}

function toCollision(hold: Hold): CalendarCollision {
  const { first, last, until } = hold;
  const { environment, scheduleId } = first;
  // Without an end it lasts as long as is known.
  const to = until < Infinity ? until : last.startAt;
  return {
    kind: 'window',
    from: new Date(first.startAt).toISOString(),
    to: new Date(to).toISOString(),
    environment,
    schedules: [scheduleId],
    text: tell(hold),
  };
}

function tell({ first, effect, reason, until, more }: Hold): string {
  const { scheduleId, startAt, overlap } = first;
  const end = until < Infinity ? `, until ${formatTime(until)}` : '';
  const at = formatTime(startAt);
  if (effect === 'deny') {
    const also = more > 0 ? `, nor the ${formatDueTimes(more)} after it` : '';
    return `At ${at} ${scheduleId} is not started${also}, since it would wait for ${reason}${end}`;
  }
  const begin = `From ${at} ${scheduleId} waits for ${reason}${end}`;
  return more > 0 ? `${begin}; ${tellRest(overlap, more)}` : begin;
}

function tellRest(overlap: ExpectedRun['overlap'], more: number): string {
  const rest = `${formatDueTimes(more)} after it`;
  if (overlap === 'allow') return `${rest} ${more === 1 ? 'does' : 'do'}, too`;
  const isAre = more === 1 ? 'is' : 'are';
  return overlap === 'skip'
    ? `${rest} ${isAre} left out meanwhile`
    : `of ${rest} one is started when it is over`;
}
