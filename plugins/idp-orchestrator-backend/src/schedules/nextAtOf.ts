import {
  parseDuration,
  type ScheduleDefinition,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { jitterOf, type DueTimes } from '../calendar';
import { badInput } from '../problems/badInput';

type Jittered = Pick<ScheduleDefinition, 'id' | 'jitter'>;

/** Tells when something that is due (ms since 1970) is started. */
export function startOf({ id, jitter }: Jittered, dueAt: number): number {
  const most = jitter === undefined ? 0 : (parseDuration(jitter) ?? 0);
  return dueAt + jitterOf(id, dueAt, most);
}

/** Tells when the first due time after a time is started; null when there is none. */
export function nextAtOf(
  definition: Jittered,
  times: DueTimes,
  after: number,
): number | null {
  const dueAt = times.nextAfter(after);
  return dueAt === undefined ? null : startOf(definition, dueAt);
}

/**
 * Requires that something is due after a time (ms since 1970).
 *
 * @throws InputError
 */
export function requireAhead(times: DueTimes, now: number): void {
  if (times.nextAfter(now) !== undefined) return;
  throw badInput('The schedule', [
    {
      path: '',
      expected: 'a due time that lies ahead',
      got: 'none, since all of them have passed',
    },
  ]);
}
