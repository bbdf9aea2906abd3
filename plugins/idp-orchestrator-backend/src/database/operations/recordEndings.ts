import { setImmediate } from 'node:timers/promises';
import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { readStateForList } from '../compaction';
import type { RunRow } from '../rows';

/** The number of runs read with one statement, each with its whole state. */
const BATCH = 50;

/**
 * A run that ended on a host whose clock is behind may come after others that
 * ended later; so far back (ms) is looked for such ones.
 */
const CLOCKS_DIFFER_MS = 5 * 60 * 1_000;

export interface RunEndingRow {
  run_id: string;
  finished_at: number | string;
  flow_id: string;
  flow_title: string;
  environment: string;
  risk: string;
  initiator: string;
  on_behalf_of: string;
  dry_run: boolean;
  status: string;
  duration_ms: number;
}

/**
 * Counts finished runs that are not counted yet, oldest ending first. A run
 * that was told to go on and ended again is counted as it ended last. Two
 * processes that do this at once write the same.
 *
 * @returns how many, at most one batch; call again until it is 0
 */
export async function recordEndings(knex: Knex): Promise<number> {
  const newest = await knex<RunEndingRow>('run_endings')
    .max({ at: 'finished_at' })
    .first();
  const rows: RunRow[] = await knex<RunRow>('runs')
    .where('finished_at', '>=', Number(newest?.at ?? 0) - CLOCKS_DIFFER_MS)
    .whereNotExists(counted =>
      counted
        .select(knex.raw('1'))
        .from('run_endings')
        .whereRaw(
          'run_endings.run_id = runs.id and run_endings.finished_at = runs.finished_at',
        ),
    )
    // In one order for all, so that two never wait for each other.
    .orderBy(['finished_at', 'id'])
    .limit(BATCH);
  if (rows.length === 0) return 0;
  const runs = rows.map(row => ({ row, run: readStateForList(row) }));
  await knex.transaction(async trx => {
    for (const { row, run } of runs) await recordEnding(trx, row, run);
  });
  // On SQLite nobody else has had a turn since the rows were read.
  await setImmediate();
  return rows.length;
}

/**
 * Writes how a run and its steps ended. The run's row comes first: who writes
 * it makes others of the same run wait.
 */
async function recordEnding(
  trx: Knex.Transaction,
  row: RunRow,
  run: Run,
): Promise<void> {
  await trx('run_endings')
    .insert(toEnding(row, run))
    .onConflict('run_id')
    .merge();
  await trx('step_endings').where('run_id', run.id).delete();
  const steps = run.steps.flatMap(step => toStepEnding(run.id, step));
  await trx.batchInsert('step_endings', steps, 50);
}

/** Makes the row of a run's ending. Time that it spent waiting for people or for a time is not its own. */
function toEnding(row: RunRow, run: Run): RunEndingRow {
  const from = Date.parse(run.startedAt ?? run.createdAt);
  const to = Number(row.finished_at);
  return {
    run_id: run.id,
    finished_at: to,
    flow_id: row.flow_id,
    flow_title: run.flowTitle,
    environment: row.environment,
    risk: row.risk,
    initiator: row.initiator,
    on_behalf_of: row.on_behalf_of,
    dry_run: run.dryRun,
    status: row.status,
    duration_ms: Math.max(0, to - from - (run.waitedMs ?? 0)),
  };
}

/** Makes the row of a step's last attempt; the items of a step are counted in that step. */
function toStepEnding(runId: string, step: RunStep) {
  const last = step.history.at(-1);
  if (step.parent !== undefined || !last?.finishedAt) return [];
  return [
    {
      run_id: runId,
      step_id: step.id,
      title: step.title,
      status: step.status,
      attempts: step.attempts,
      duration_ms: Math.max(
        0,
        Date.parse(last.finishedAt) - Date.parse(last.startedAt),
      ),
    },
  ];
}
