import type { ScheduleStore, StoredSchedule } from '../ports';
import { readTimes } from './readDefinition';

/** More do not wait for the end of their jitter. */
const MOST = 60;

/**
 * Notes that due times are left out which have come, and wait for the end of
 * their jitter, when a schedule goes on from now.
 */
export async function leaveOutPending(
  {
    scheduleStore,
  }: { scheduleStore: Pick<ScheduleStore, 'addOccurrence' | 'readState'> },
  { definition, state, cursorAt }: StoredSchedule,
  because: string,
): Promise<void> {
  const read = readTimes(definition);
  if (state === 'paused' || state === 'failing' || 'problems' in read) return;
  // By this process alone some that lie ahead could seem to have come.
  const { now } = await scheduleStore.readState();
  for (const dueAt of read.times.between(cursorAt, now, MOST)) {
    await scheduleStore.addOccurrence({
      scheduleId: definition.id,
      dueAt,
      outcome: 'skipped',
      because,
      decidedAt: now,
    });
  }
}
