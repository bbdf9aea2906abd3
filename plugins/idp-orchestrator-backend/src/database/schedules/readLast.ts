import type { Knex } from 'knex';
import type { StoredOccurrence } from '../../ports';
import { toOccurrence, type OccurrenceRow } from './scheduleRows';

/** Reads the last due time of each of some schedules: one look into the index for each, however long its ledger is. */
export async function readLast(
  knex: Knex,
  scheduleIds: readonly string[],
): Promise<StoredOccurrence[]> {
  const rows = await knex<OccurrenceRow>('schedule_occurrences as one')
    .join('schedules', 'schedules.id', 'one.schedule_id')
    .whereRaw(
      'one.due_at = (select max(due_at) from schedule_occurrences where schedule_id = schedules.id)',
    )
    .whereIn('schedules.id', scheduleIds)
    .select<OccurrenceRow[]>('one.*');
  return rows.map(toOccurrence);
}
