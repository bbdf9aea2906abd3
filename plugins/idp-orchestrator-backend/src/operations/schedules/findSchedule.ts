import { ConflictError, NotFoundError } from '@backstage/errors';
import type { ScheduleChange, StoredSchedule } from '../../ports';
import type { OperationParts } from '../OperationParts';

type Parts = Pick<OperationParts, 'scheduleStore' | 'clock'>;

/** @throws NotFoundError when there is no such schedule */
export async function findSchedule(
  { scheduleStore }: Pick<Parts, 'scheduleStore'>,
  id: string,
): Promise<StoredSchedule> {
  const found = await scheduleStore.get(id);
  if (found) return found;
  throw new NotFoundError(
    `There is no schedule ${id}: see those that there are with GET /schedules`,
  );
}

/**
 * Changes a schedule as it was read.
 *
 * @throws ConflictError when somebody has changed or removed it since
 */
export async function changeSchedule(
  { scheduleStore, clock }: Parts,
  { definition: { id }, revision }: StoredSchedule,
  change: ScheduleChange,
): Promise<StoredSchedule> {
  const updatedAt = clock.now();
  const changed = await scheduleStore.change(id, revision, {
    ...change,
    updatedAt,
  });
  if (!changed) throw refuseMoved(id);
  return changed;
}

/** @throws ConflictError when somebody has changed it since it was looked at */
export function requireRevision(
  { definition: { id }, revision }: StoredSchedule,
  seen: number,
): void {
  if (revision === seen) return;
  throw new ConflictError(
    `Schedule ${id} was changed since you looked at it: its revision is ${revision} now, not ${seen}. Look at it again and repeat your change`,
  );
}

export function refuseMoved(id: string): ConflictError {
  return new ConflictError(
    `Schedule ${id} was changed at the same moment. Look at it again and repeat your change`,
  );
}
