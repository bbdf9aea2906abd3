import type { Knex } from 'knex';
import type { HealthEntryRow, HealthRow } from './recordHealth';

/** Removes old entries, and services that nobody has looked at since. */
export async function removeHealth(knex: Knex, before: number): Promise<void> {
  await knex<HealthEntryRow>('service_health_history')
    .where('at', '<', before)
    .delete();
  await knex<HealthRow>('service_health')
    .where('sampled_at', '<', before)
    .delete();
}
