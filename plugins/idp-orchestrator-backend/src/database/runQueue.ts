import type { Knex } from 'knex';
import { guardPort } from './availability';
import type { RunQueue } from '../ports';
import type { RunRow } from './rows';

/** A run that is to start later waits from that time on. */
const WAITS_SINCE =
  'min(case when start_at > created_at then start_at else created_at end)';

/** Counts what has not begun; costs one read of an index, whatever the history. */
export function createRunQueue(knex: Knex): RunQueue {
  return guardPort(knex, {
    async read(now) {
      const row = await knex<RunRow>('runs')
        .where('status', 'queued')
        .where('start_at', '<=', now)
        .select(knex.raw('count(*) as waiting'))
        .select(knex.raw(`${WAITS_SINCE} as since`))
        .first<{ waiting: number | string; since: number | string | null }>();
      return {
        waiting: Number(row?.waiting ?? 0),
        oldestMs: row?.since ? Math.max(0, now - Number(row.since)) : 0,
      };
    },
  });
}
