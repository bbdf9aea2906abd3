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

/**
 * Requires that people may change a schedule by calls: what a file says is
 * changed there.
 *
 * @throws ConflictError naming the file
 */
export function requireNoFile(
  { definition: { id }, file }: StoredSchedule,
  wanted: 'change' | 'remove',
): void {
  if (!file || (wanted === 'remove' && file.missing?.is === 'gone')) return;
  const what =
    file.missing?.is === 'gone'
      ? 'It is not there any more: remove the schedule, or put it back'
      : `${wanted === 'change' ? 'Change' : 'Remove'} it there; here it can be paused, resumed and triggered, and its next due time left out`;
  throw new ConflictError(
    `Schedule ${id} is written in the file ${file.path} of the folder of the flows. ${what}`,
  );
}

/** @throws ConflictError when a schedule is not in its file any more */
export function requireInFile({
  definition: { id },
  file,
}: StoredSchedule): void {
  if (!file?.missing) return;
  throw new ConflictError(
    `Schedule ${id} cannot be started: ${file.missing.reason}`,
  );
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
