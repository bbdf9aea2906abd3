import type { Knex } from 'knex';
import type {
  Clock,
  ScheduleNews,
  ScheduleStore,
  StoredSchedule,
} from '../../ports';
import { guardPort } from '../availability';
import { countStates } from './countStates';
import { createBeginnings } from './createBeginnings';
import { createLedger } from './createLedger';
import { readDueState } from './readDueState';
import { writeWithNews } from './writeWithNews';
import {
  toColumns,
  toSchedule,
  toScheduleRow,
  type ScheduleRow,
} from './scheduleRows';

/** Keeps schedules and their due times in SQLite or PostgreSQL. */
export function createScheduleStore(
  knex: Knex,
  clock: Pick<Clock, 'now'>,
): ScheduleStore {
  const schedules = () => knex<ScheduleRow>('schedules');
  return guardPort<ScheduleStore>(knex, {
    ...createLedger(knex),
    ...createBeginnings(knex),
    readState: () => readDueState(knex, clock),
    add: (schedule, news) => addSchedule(knex, schedule, news),
    async get(id) {
      const row = await schedules().where({ id }).first();
      return row && toSchedule(row);
    },
    async list({ limit, after = '' }) {
      const rows = await schedules()
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit);
      return rows.map(toSchedule);
    },
    countStates: () => countStates(knex),
    async change(id, revision, { updatedAt, ...change }) {
      const [row] = await schedules()
        .where({ id, revision })
        .update({
          ...toColumns(change),
          updated_at: updatedAt,
          revision: revision + 1,
        })
        .returning('*');
      return row && toSchedule(row);
    },
    async note(schedule, { news, ...found }) {
      const { definition, revision, state, cursorAt } = schedule;
      const { id } = definition;
      const isTimed = found.nextAt !== undefined;
      const write = (trx: Knex) =>
        trx<ScheduleRow>('schedules')
          .where({ id, revision, state })
          // When it is next follows from where it is.
          .where(isTimed ? { cursor_at: cursorAt } : {})
          .update(toColumns(found));
      await (news ? writeWithNews(knex, write, [news]) : write(knex));
    },
    async remove(id, revision) {
      return (await schedules().where({ id, revision }).delete()) > 0;
    },
    async listDue(now, limit) {
      const rows = await schedules()
        .where('next_at', '<=', now)
        .orderBy(['next_at', 'id'])
        .limit(limit);
      return rows.map(toSchedule);
    },
    async listUnreviewed(before, limit) {
      const rows = await schedules()
        .where('reviewed_at', '<', before)
        .orderBy('reviewed_at')
        .limit(limit);
      return rows.map(toSchedule);
    },
  });
}

/** Writes a new schedule, with its news if it has some; false when there is one of its id. */
async function addSchedule(
  knex: Knex,
  schedule: StoredSchedule,
  news?: ScheduleNews,
): Promise<boolean> {
  const write = async (trx: Knex) => {
    const made = await trx<ScheduleRow>('schedules')
      .insert(toScheduleRow(schedule))
      .onConflict('id')
      .ignore()
      .returning('id');
    return made.length;
  };
  const added = news
    ? await writeWithNews(knex, write, [news])
    : await write(knex);
  return added > 0;
}
