import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { LastTouch } from '../../ports';
import { toIso, type RunRow } from '../rows';
import { readRuns } from './readRuns';

interface ServiceChangeRow {
  service: string;
  environment: string;
  created_at: number | string;
  run_id: string;
}

/** The row of a service that a step of its run has touched. */
interface TouchedRow extends Pick<ServiceChangeRow, 'service' | 'run_id'> {
  touched_at: number | string;
  step_id: string | null;
  what: string | null;
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

/** Lists what touched each service last: one lookup in an index for each, whatever the history. */
export async function listLastChanges(
  knex: Knex,
  environment: string,
  services: string[],
): Promise<Map<string, LastTouch>> {
  const newest: TouchedRow[] = [];
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
    newest.flatMap(row => {
      const run = runs.get(row.run_id);
      return run ? [[row.service, toTouch(row, run)] as const] : [];
    }),
  );
}

function toTouch({ touched_at, step_id, what }: TouchedRow, run: Run) {
  return {
    run,
    ...(step_id !== null && { stepId: step_id }),
    ...(what !== null && { what }),
    at: toIso(touched_at),
  };
}

const TOUCHED = ['service', 'run_id', 'touched_at', 'step_id', 'what'];

/**
 * Selects what touched a service last, in a query around it, since a part of a
 * union has no order and limit of its own.
 */
function selectNewest(knex: Knex, environment: string, service: string) {
  const newest = knex('service_changes')
    .select(TOUCHED)
    .where({ service, environment })
    .whereNotNull('touched_at')
    .orderBy([
      { column: 'touched_at', order: 'desc' },
      { column: 'run_id', order: 'desc' },
    ])
    .limit(1);
  return knex.select(TOUCHED).from(newest.as('newest'));
}
