import {
  runStatusSchema,
  type LastRun,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { RunCondition } from '../../../ports';
import type { RunRow } from '../../rows';
import { applyCondition } from '../runTraits';

/** The number of flows asked for with one statement; databases limit its parts. */
const BATCH = 100;
/** The most runs of a flow that are looked through for one that may be seen. */
const NEWEST = 200;

type LastRunRow = Pick<
  RunRow,
  'id' | 'flow_id' | 'status' | 'environment' | 'created_at' | 'finished_at'
>;

const COLUMNS: Array<keyof LastRunRow> = [
  'id',
  'flow_id',
  'status',
  'environment',
  'created_at',
  'finished_at',
];

/** Lists the newest run of each flow: one lookup in an index for each, without the states of runs. */
export async function listLastRuns(
  knex: Knex,
  flows: string[],
  within?: RunCondition,
): Promise<Map<string, LastRun>> {
  const rows: LastRunRow[] = [];
  for (let first = 0; first < flows.length; first += BATCH) {
    const looks = flows
      .slice(first, first + BATCH)
      .map(flow => selectNewest(knex, flow, within));
    const [one, ...others] = looks;
    rows.push(...(await one.unionAll(others)));
  }
  return new Map(rows.map(row => [row.flow_id, toLastRun(row)]));
}

/** Selects the newest run of a flow, in a query around it, since a part of a union has no order and limit of its own. */
function selectNewest(knex: Knex, flow: string, within?: RunCondition) {
  const newest = knex('runs').where('runs.flow_id', flow);
  if (!within) {
    const one = inOrder(newest).select(COLUMNS).limit(1);
    return knex.select(COLUMNS).from(one.as('newest'));
  }
  // Named as the table of runs, which conditions are written for.
  const some = inOrder(newest).select('runs.*').limit(NEWEST).as('runs');
  const one = inOrder(knex.select(COLUMNS).from(some)).limit(1);
  applyCondition(one, within);
  return knex.select(COLUMNS).from(one.as('newest'));
}

function inOrder(runs: Knex.QueryBuilder): Knex.QueryBuilder {
  return runs.orderBy([
    { column: 'runs.created_at', order: 'desc' },
    { column: 'runs.id', order: 'desc' },
  ]);
}

function toLastRun(row: LastRunRow): LastRun {
  const { id, status, environment, created_at, finished_at } = row;
  return {
    id,
    status: runStatusSchema.parse(status),
    environment,
    createdAt: toTime(created_at),
    ...(finished_at !== null && { finishedAt: toTime(finished_at) }),
  };
}

function toTime(ms: number | string): string {
  return new Date(Number(ms)).toISOString();
}
