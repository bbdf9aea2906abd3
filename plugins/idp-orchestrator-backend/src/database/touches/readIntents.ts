import {
  isProposed,
  isRunFinished,
  PLATFORM_OPERATIONS,
  titleOfRun,
  type Initiator,
  type PendingOperation,
  type Run,
  type ServiceHealth,
  type WantedState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { ServiceIntent, ServiceIntents } from '../../ports';
import { guardPort } from '../availability';
import { readRuns } from '../operations/readRuns';
import { toIso, type RunRow } from '../rows';

interface WantedRow {
  environment: string;
  service: string;
  state: WantedState['state'];
  since: number | string;
  run_id: string;
  step_id: string;
  initiator: string;
  reason: string | null;
  until: number | string | null;
}

interface SeenRow {
  environment: string;
  service: string;
  status: ServiceHealth['status'];
  changed_at: number | string | null;
  up_at: number | string | null;
}

interface HeldRow {
  service: string;
  run_id: string;
  step_id: string | null;
}

/** Reads from SQLite or PostgreSQL what people and runs mean for services. */
export function createServiceIntents(knex: Knex): ServiceIntents {
  return guardPort(knex, {
    read: environment => readIntents(knex, environment),
  });
}

/**
 * Reads a row for each service, and the runs that are not over: what it costs
 * follows from how many these are, and not from the history.
 */
async function readIntents(
  knex: Knex,
  environment: string,
): Promise<ReadonlyMap<string, ServiceIntent>> {
  const [wanted, seen, pending] = await Promise.all([
    knex<WantedRow>('service_wanted').where({ environment }),
    knex<SeenRow>('service_health').where({ environment }),
    readPending(knex, environment),
  ]);
  const intents = new Map<string, ServiceIntent>();
  const add = (service: string, part: ServiceIntent) =>
    intents.set(service, { ...intents.get(service), ...part });
  for (const row of wanted) {
    add(row.service, { wanted: toWanted(row) });
  }
  for (const row of seen) add(row.service, { seen: toSeen(row) });
  for (const [service, one] of pending) add(service, { pending: one });
  return intents;
}

function toWanted(row: WantedRow): WantedState {
  return {
    state: row.state,
    since: toIso(row.since),
    by: JSON.parse(row.initiator) as Initiator,
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.until !== null && { until: toIso(row.until) }),
    runId: row.run_id,
    stepId: row.step_id,
  };
}

function toSeen({ status, changed_at, up_at }: SeenRow): ServiceIntent['seen'] {
  return {
    status,
    ...(changed_at !== null && { since: toIso(changed_at) }),
    wasUp: up_at !== null,
  };
}

/** Reads which runs have services in their hands; of two that have one, the later one. */
async function readPending(
  knex: Knex,
  environment: string,
): Promise<Map<string, PendingOperation>> {
  const held = await knex<HeldRow>('runs')
    .join('service_changes', 'service_changes.run_id', 'runs.id')
    .whereNull('runs.finished_at')
    .whereNot('runs.status', 'queued')
    .where('service_changes.environment', environment)
    .orderBy(['runs.created_at', 'runs.id'])
    .select(
      'service_changes.service',
      'service_changes.run_id',
      'service_changes.step_id',
    );
  if (held.length === 0) return new Map();
  const ids = [...new Set(held.map(({ run_id }) => run_id))];
  const rows = await knex<RunRow>('runs').whereIn('id', ids);
  const runs = new Map(
    (await readRuns(knex, rows)).filter(hasBegun).map(run => [run.id, run]),
  );
  return new Map(
    held.flatMap(({ service, run_id, step_id }) => {
      const run = runs.get(run_id);
      return run ? [[service, toPending(run, step_id)] as const] : [];
    }),
  );
}

/** Step types that only wait: a run that has done nothing else has not begun. */
const WAITING = new Set(['approval', 'wait']);

function hasBegun(run: Run): boolean {
  return (
    !run.dryRun &&
    !isRunFinished(run) &&
    !isProposed(run) &&
    run.steps.some(step => step.startedAt && !WAITING.has(step.uses))
  );
}

const ACTS: Record<string, PendingOperation['act']> = {
  start: 'starting',
  stop: 'stopping',
  restart: 'restarting',
};

function toPending(run: Run, stepId: string | null): PendingOperation {
  const isOperation = run.flowId === PLATFORM_OPERATIONS;
  return {
    act: (isOperation && ACTS[String(run.input.operation)]) || 'changing',
    runId: run.id,
    runTitle: titleOfRun(run),
    ...(stepId !== null && { stepId }),
    by: run.initiator,
    since: run.startedAt ?? run.createdAt,
  };
}
