import type { Knex } from 'knex';
import type { ScheduleStore, StoredOccurrence } from '../../ports';
import { decideDueTimes } from './decideDueTimes';
import { readLast } from './readLast';
import { readStarted } from './readStarted';
import { writeWithNews } from './writeWithNews';
import {
  toOccurrence,
  toOccurrenceRow,
  type OccurrenceRow,
} from './scheduleRows';

type Ledger = Pick<
  ScheduleStore,
  | 'decide'
  | 'addOccurrence'
  | 'listUndecided'
  | 'claim'
  | 'finish'
  | 'listOccurrences'
  | 'listOccurrencesOfAll'
  | 'listLast'
  | 'listRuns'
  | 'forget'
>;

/** Keeps what became of each due time. */
export function createLedger(knex: Knex): Ledger {
  const occurrences = (trx = knex) =>
    trx<OccurrenceRow>('schedule_occurrences');
  const row = (
    { scheduleId, dueAt }: Pick<StoredOccurrence, 'scheduleId' | 'dueAt'>,
    trx = knex,
  ) => occurrences(trx).where({ schedule_id: scheduleId, due_at: dueAt });
  return {
    decide: (schedule, decided) => decideDueTimes(knex, schedule, decided),
    async addOccurrence(occurrence) {
      const made = await occurrences()
        .insert(toOccurrenceRow(occurrence))
        .onConflict(['schedule_id', 'due_at'])
        .ignore()
        .returning('due_at');
      return made.length > 0;
    },
    async listUndecided(limit, scheduleId) {
      const rows = await occurrences()
        // As in the index, or it is not used.
        .whereRaw("outcome in ('starting', 'waiting')")
        .where(scheduleId ? { schedule_id: scheduleId } : {})
        .orderBy('due_at')
        .limit(limit);
      return rows.map(toOccurrence);
    },
    async claim(occurrence, { worker, at }) {
      const { outcome, claimedAt } = occurrence;
      const claimed = await row(occurrence)
        .where({ outcome, claimed_at: claimedAt ?? null })
        .update({ outcome: 'starting', claimed_by: worker, claimed_at: at });
      return claimed > 0;
    },
    async finish(occurrence, { outcome, because, runId, beginBy, at, news }) {
      const write = (trx: Knex) =>
        row(occurrence, trx)
          .whereIn('outcome', ['starting', 'waiting'])
          .update({
            outcome,
            because: because ?? null,
            run_id: runId ?? null,
            begin_by: beginBy ?? null,
            definition: null,
            decided_at: at,
          });
      await (news ? writeWithNews(knex, write, [news]) : write(knex));
    },
    async listOccurrences(scheduleId, { limit, before }) {
      const query = occurrences().where({ schedule_id: scheduleId });
      if (before !== undefined) query.where('due_at', '<', before);
      const rows = await query.orderBy('due_at', 'desc').limit(limit);
      return rows.map(toOccurrence);
    },
    async listOccurrencesOfAll({ scheduleIds, from, to, limit }) {
      const rows = await occurrences()
        .whereBetween('due_at', [from, to])
        .whereIn('schedule_id', scheduleIds)
        .orderBy(['due_at', 'schedule_id'])
        .limit(limit);
      return rows.map(toOccurrence);
    },
    listLast: scheduleIds => readLast(knex, scheduleIds),
    listRuns: (scheduleId, limit) => readStarted(knex, scheduleId, limit),
    async forget(before) {
      return occurrences()
        .where('due_at', '<', before)
        .whereNotNull('decided_at')
        .delete();
    },
  };
}
