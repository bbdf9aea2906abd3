import type {
  HeldPlan,
  ScheduleOutlook,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ResolvedStart } from '../../access/resolve/ResolvedStart';
import type { ScheduledStart } from '../../ports';
import { beginByOf } from '../../schedules';
import { shapeStart, type RunStarter } from './beginRun';
import { judgeStart, type StartJudge } from './judgeStart';

type Judge = StartJudge & Pick<RunStarter, 'clock'>;

/**
 * Tells why what is due would be held by windows beyond its deadline; undefined
 * when it would not. A run that began weeks later, at whatever hour the window
 * opens, is not what a nightly schedule is for.
 */
export async function heldTooLong(
  judge: Judge,
  start: ResolvedStart,
  { definition: { deadline }, dueAt }: ScheduledStart,
): Promise<string | undefined> {
  if (deadline === undefined) return undefined;
  const held = judgeStart(judge, start, await shapeStart(start));
  const last = beginByOf(deadline, { dueAt, now: judge.clock.now() });
  if (held?.effect !== 'hold' || isOpenBy(held, last)) return undefined;
  return `It would wait for ${formatHeld(held)}, longer than its deadline of ${deadline}`;
}

/** Tells beforehand what windows would make of the next run of a schedule. */
export async function foreseeHeld(
  { windows, clock }: Judge,
  start: ResolvedStart,
  { definition: { deadline }, nextAt }: Next,
): Promise<Pick<ScheduleOutlook, 'result' | 'reason'>> {
  if (nextAt === undefined) return { result: 'ok' };
  const at = Math.max(nextAt, clock.now());
  const then = { windows, clock: { now: () => at } };
  const held = judgeStart(then, start, await shapeStart(start));
  if (!held) return { result: 'ok' };
  const what = `Its next run, at ${new Date(at).toISOString()}, would`;
  if (held.effect === 'refuse') {
    const reason = `${what} not be made because of ${formatHeld(held)}`;
    return { result: 'refused', reason };
  }
  const reason = `${what} wait for ${formatHeld(held)}`;
  const last = beginByOf(deadline, { dueAt: nextAt, now: at });
  if (isOpenBy(held, last)) return { result: 'ok', reason };
  const tooLong = `${reason}, longer than its deadline of ${deadline}`;
  return { result: 'refused', reason: tooLong };
}

interface Next extends Pick<ScheduledStart, 'definition'> {
  /** When it is started (ms since 1970); nothing is when absent. */
  nextAt?: number;
}

/** Whether it may begin by a time (ms since 1970), or whenever it may where there is none. */
function isOpenBy({ until }: HeldPlan, last: number | undefined): boolean {
  if (last === undefined) return true;
  return until !== undefined && Date.parse(until) <= last;
}

function formatHeld({ text, until }: HeldPlan): string {
  return until ? `${text}, until ${until}` : text;
}
