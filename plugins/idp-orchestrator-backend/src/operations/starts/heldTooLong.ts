import type { ResolvedStart } from '../../access/resolve/ResolvedStart';
import type { ScheduledStart } from '../../ports';
import { beginByOf } from '../../schedules';
import { shapeStart, type RunStarter } from './beginRun';
import { judgeStart, type StartJudge } from './judgeStart';

/**
 * Tells why what is due would be held by windows beyond its deadline; undefined
 * when it would not. A run that began weeks later, at whatever hour the window
 * opens, is not what a nightly schedule is for.
 */
export async function heldTooLong(
  judge: StartJudge & Pick<RunStarter, 'clock'>,
  start: ResolvedStart,
  { definition: { deadline }, dueAt }: ScheduledStart,
): Promise<string | undefined> {
  const last = beginByOf(deadline, { dueAt, now: judge.clock.now() });
  if (last === undefined) return undefined;
  const held = judgeStart(judge, start, await shapeStart(start));
  if (held?.effect !== 'hold') return undefined;
  if (held.until !== undefined && Date.parse(held.until) <= last) {
    return undefined;
  }
  const until = held.until ? ` until ${held.until}` : '';
  return `It would wait for ${held.text}${until}, longer than its deadline of ${deadline}`;
}
