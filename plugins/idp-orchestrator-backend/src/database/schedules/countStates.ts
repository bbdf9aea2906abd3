import type { ScheduleState } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';

/** Counts schedules by their states. */
export async function countStates(
  knex: Knex,
): Promise<Map<ScheduleState, number>> {
  const rows: { state: ScheduleState; count: number | string }[] = await knex(
    'schedules',
  )
    .groupBy('state')
    .select('state')
    .count('* as count');
  return new Map(rows.map(({ state, count }) => [state, Number(count)]));
}
