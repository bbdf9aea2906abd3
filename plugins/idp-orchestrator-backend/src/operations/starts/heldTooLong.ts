import { parseDuration } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ResolvedStart } from '../../access/resolve/ResolvedStart';
import type { ScheduledStart } from '../../ports';
import { shapeStart } from './beginRun';
import { judgeStart, type StartJudge } from './judgeStart';

/**
 * Tells why what is due would be held by windows beyond its deadline; undefined
 * when it would not. A run that began weeks later, at whatever hour the window
 * opens, is not what a nightly schedule is for.
 */
export async function heldTooLong(
  judge: StartJudge,
  start: ResolvedStart,
  { definition: { deadline }, dueAt }: ScheduledStart,
): Promise<string | undefined> {
  if (deadline === undefined) return undefined;
  const held = judgeStart(judge, start, await shapeStart(start));
  if (held?.effect !== 'hold') return undefined;
  const last = dueAt + (parseDuration(deadline) ?? Infinity);
  if (held.until !== undefined && Date.parse(held.until) <= last) {
    return undefined;
  }
  const until = held.until ? ` until ${held.until}` : '';
  return `It would wait for ${held.text}${until}, longer than its deadline of ${deadline}`;
}
