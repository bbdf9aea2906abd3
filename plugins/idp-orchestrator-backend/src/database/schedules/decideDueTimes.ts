import type { Knex } from 'knex';
import type { Decided, StoredSchedule } from '../../ports';
import { OUTBOX_TABLE, toScheduleNewsRow } from '../outbox';
import {
  toColumns,
  toOccurrenceRow,
  type OccurrenceRow,
  type ScheduleRow,
} from './scheduleRows';

/** Databases limit the values of a statement. */
const ROWS_AT_ONCE = 50;

/**
 * Moves a schedule on and adds what becomes of its due times, in one commit. Of
 * two processes that have read the same row one finds it moved: the update is
 * conditional on the revision and on the place that was decided from. Where a
 * due time is in the ledger nevertheless, as after a clock was set back or the
 * time zone's rules have changed, it stays as it is, and is not started again.
 */
export async function decideDueTimes(
  knex: Knex,
  schedule: StoredSchedule,
  { occurrences, news = [], ...moved }: Decided,
): Promise<number[] | undefined> {
  const { definition, revision, cursorAt } = schedule;
  const { id } = definition;
  return knex.transaction(async trx => {
    const updated = await trx<ScheduleRow>('schedules')
      .where({ id, revision, cursor_at: cursorAt })
      .update(toColumns(moved));
    if (updated === 0) return undefined;
    const added: number[] = [];
    for (let first = 0; first < occurrences.length; first += ROWS_AT_ONCE) {
      const rows = occurrences
        .slice(first, first + ROWS_AT_ONCE)
        .map(one => toOccurrenceRow({ ...one, scheduleId: id }));
      const made = await trx<OccurrenceRow>('schedule_occurrences')
        .insert(rows)
        .onConflict(['schedule_id', 'due_at'])
        .ignore()
        .returning('due_at');
      added.push(...made.map(({ due_at }) => Number(due_at)));
    }
    if (news.length > 0) {
      await trx(OUTBOX_TABLE).insert(news.map(toScheduleNewsRow));
    }
    return added;
  });
}
