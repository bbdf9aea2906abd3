import type { ServiceHistory } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { HealthHistory } from '../../ports';
import { toIso } from '../rows';
import type { HealthEntryRow } from './recordHealth';

/** Reads how a service was. It goes along the primary key, so its cost follows from what is read. */
export async function readHealthHistory(
  knex: Knex,
  range: Parameters<HealthHistory['read']>[0],
): Promise<ServiceHistory['entries']> {
  const { environment, service, since, limit } = range;
  const rows = await knex<HealthEntryRow>('service_health_history')
    .where({ environment, service })
    .andWhere('at', '>=', since)
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'kind', order: 'desc' },
    ])
    .limit(limit);
  return rows.reverse().map(({ kind, at, status, score, reason }) => ({
    kind,
    at: toIso(at),
    status,
    ...(score !== null && { score }),
    ...(reason !== null && { reason }),
  }));
}
