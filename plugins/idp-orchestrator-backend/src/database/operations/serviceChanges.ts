import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { RunRow } from '../rows';
import { readRuns } from './readRuns';

interface ServiceChangeRow {
  service: string;
  environment: string;
  created_at: number | string;
  run_id: string;
}

/** The number of services asked for with one statement; databases limit its parts. */
const BATCH = 100;

export const SERVICE_CHANGES = {
  table: 'service_changes',
  types: {
    service: 'text',
    environment: 'text',
    created_at: 'bigint',
    run_id: 'text',
  },
};

/** Makes the rows that say which services a new run starts or stops. */
export function toServiceChanges(
  run: Omit<Run, 'lastSeq'>,
  services: string[] = [],
): ServiceChangeRow[] {
  return [...new Set(services)].map(service => ({
    service,
    environment: run.environment,
    created_at: Date.parse(run.createdAt),
    run_id: run.id,
  }));
}

/**
 * Selects the runs that touched a service, as a part of another query:
 * `touched_at` and `touched_id` are the time and id of each, with an index in
 * that order.
 */
export function selectRunsOf(knex: Knex, service: string) {
  return knex('service_changes')
    .select({ touched_at: 'created_at', touched_id: 'run_id' })
    .where({ service })
    .as('touched');
}

/** Lists the newest run of each service: one lookup in an index for each, whatever the history. */
export async function listLastChanges(
  knex: Knex,
  environment: string,
  services: string[],
): Promise<Map<string, Run>> {
  const newest: Array<Pick<ServiceChangeRow, 'service' | 'run_id'>> = [];
  for (let first = 0; first < services.length; first += BATCH) {
    const looks = services
      .slice(first, first + BATCH)
      .map(service => selectNewest(knex, environment, service));
    const [one, ...others] = looks;
    newest.push(...(await one.unionAll(others)));
  }
  const rows = await knex<RunRow>('runs').whereIn(
    'id',
    newest.map(({ run_id }) => run_id),
  );
  const found = await readRuns(knex, rows);
  const runs = new Map(found.map(run => [run.id, run]));
  return new Map(
    newest.flatMap(({ service, run_id }) => {
      const run = runs.get(run_id);
      return run ? [[service, run] as const] : [];
    }),
  );
}

/**
 * Selects the newest run of a service, in a query around it, since a part of a
 * union has no order and limit of its own.
 */
function selectNewest(knex: Knex, environment: string, service: string) {
  const newest = knex('service_changes')
    .select('service', 'run_id')
    .where({ service, environment })
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'run_id', order: 'desc' },
    ])
    .limit(1);
  return knex.select('service', 'run_id').from(newest.as('newest'));
}
