import type { Knex } from 'knex';
import type { ScheduleStore } from '../../ports';
import { toOccurrence, type OccurrenceRow } from './scheduleRows';
import { writeWithNews } from './writeWithNews';

type Beginnings = Pick<ScheduleStore, 'listToBegin' | 'settleBegun'>;

/** Keeps until when the runs of due times have to have begun. */
export function createBeginnings(knex: Knex): Beginnings {
  return {
    async listToBegin(by, limit) {
      const rows = await knex<OccurrenceRow>('schedule_occurrences')
        .where('begin_by', '<=', by)
        .orderBy('begin_by')
        .limit(limit);
      return rows.map(toOccurrence);
    },
    async settleBegun({ scheduleId, dueAt }, missed) {
      const { news, ...givenUp } = missed ?? {};
      const write = (trx: Knex) =>
        trx<OccurrenceRow>('schedule_occurrences')
          .where({ schedule_id: scheduleId, due_at: dueAt })
          .whereNotNull('begin_by')
          .update({ begin_by: null, ...givenUp });
      const written = news
        ? await writeWithNews(knex, write, [news])
        : await write(knex);
      return written > 0;
    },
  };
}
