import type { Knex } from 'knex';
import type { Clock, DueState } from '../../ports';
import { isSqlite } from '../openDatabase';

type Times = Record<
  'next_at' | 'reviewed_at' | 'undecided_at' | 'begin_by' | 'now',
  number | string | null
>;

/** One statement, since every process asks each second. */
const STATEMENT = `select
  (select min(next_at) from schedules) as next_at,
  (select min(reviewed_at) from schedules) as reviewed_at,
  (select min(due_at) from schedule_occurrences
    where outcome in ('starting', 'waiting')) as undecided_at,
  (select min(begin_by) from schedule_occurrences
    where begin_by is not null) as begin_by`;

/** Reads what there is to do, and the time: of a database that processes share, else of this one. */
export async function readDueState(
  knex: Knex,
  clock: Pick<Clock, 'now'>,
): Promise<DueState> {
  const [row]: Times[] = isSqlite(knex)
    ? await knex.raw(`${STATEMENT}, null as now`)
    : (
        await knex.raw(
          `${STATEMENT}, floor(extract(epoch from clock_timestamp()) * 1000) as now`,
        )
      ).rows;
  const { next_at, reviewed_at, undecided_at, begin_by, now } = row;
  return {
    now: now === null ? clock.now() : Number(now),
    ...(next_at !== null && { nextAt: Number(next_at) }),
    ...(reviewed_at !== null && { reviewedAt: Number(reviewed_at) }),
    ...(undecided_at !== null && { undecidedAt: Number(undecided_at) }),
    ...(begin_by !== null && { beginBy: Number(begin_by) }),
  };
}
