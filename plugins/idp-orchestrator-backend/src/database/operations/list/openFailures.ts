import type { Knex } from 'knex';
import type { RunQuery } from './runMatches';

/**
 * Adds that a run has failed and nobody has dealt with it since: by a retry, by
 * a dismissal, or by another run of the same flow, title and environment that
 * was made later and succeeded. Both looks have an index of their own, so the
 * words of the condition are those of the migration that makes it.
 */
export function whereOpen(knex: Knex, query: RunQuery): void {
  query
    .whereNotNull('runs.open_since')
    .whereNotExists(
      knex('runs as later')
        .select(knex.raw('1'))
        .whereRaw("later.status in ('succeeded', 'succeeded-with-warnings')")
        .whereRaw('later.root_id is null')
        .whereRaw('later.flow_id = runs.flow_id')
        .whereRaw('later.environment = runs.environment')
        .whereRaw('later.title = runs.title')
        .whereRaw('later.created_at > runs.created_at'),
    );
}
