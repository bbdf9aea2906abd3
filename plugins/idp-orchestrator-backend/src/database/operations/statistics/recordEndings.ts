import { setImmediate } from 'node:timers/promises';
import {
  workTimeOf,
  workTimeOfAttempt,
  type Run,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { readStateForList } from '../../compaction';
import type { RunRow } from '../../rows';
import type { RunEndingRow } from './RunEndingRow';
import { addToSums, lockSums, takeFromSums } from './sumEndings';

/** The number of runs read with one statement, each with its whole state. */
const BATCH = 50;

/**
 * A run that ended on a host whose clock is behind may come after others that
 * ended later; so far back (ms) is looked for such ones.
 */
const CLOCKS_DIFFER_MS = 5 * 60 * 1_000;

/**
 * Counts finished runs that are not counted yet, oldest ending first, and adds
 * them to the sums of their days in the same commit. A run that was told to go
 * on and ended again is counted as it ended last. Of two processes that do this
 * at once one waits for the other, and counts what that one has left.
 *
 * @returns how many, at most one batch; call again until it is 0
 */
export async function recordEndings(knex: Knex): Promise<number> {
  if (!(await uncounted(knex).first('id'))) return 0;
  const count = await knex.transaction(async trx => {
    await lockSums(trx);
    const rows: RunRow[] = await uncounted(trx)
      .orderBy(['finished_at', 'id'])
      .limit(BATCH);
    const ids = rows.map(({ id }) => id);
    await takeFromSums(trx, ids);
    for (const row of rows) await recordEnding(trx, row);
    await addToSums(trx, ids);
    return rows.length;
  });
  // On SQLite nobody else has had a turn since the rows were read.
  await setImmediate();
  return count;
}

function uncounted(knex: Knex) {
  const from = knex('run_endings').select(
    knex.raw('coalesce(max(finished_at), 0) - ?', [CLOCKS_DIFFER_MS]),
  );
  return knex<RunRow>('runs')
    .where('finished_at', '>=', from)
    .whereNotExists(counted =>
      counted
        .select(knex.raw('1'))
        .from('run_endings')
        .whereRaw(
          'run_endings.run_id = runs.id and run_endings.finished_at = runs.finished_at',
        ),
    );
}

/**
 * Writes how a run and its steps ended. The run's row comes first: who writes
 * it makes others of the same run wait.
 */
async function recordEnding(trx: Knex.Transaction, row: RunRow): Promise<void> {
  const run = readStateForList(row);
  await trx('run_endings')
    .insert(toEnding(row, run))
    .onConflict('run_id')
    .merge();
  await trx('step_endings').where('run_id', run.id).delete();
  const steps = run.steps.flatMap(step => toStepEnding(run.id, step));
  await trx.batchInsert('step_endings', steps, 50);
}

/** Makes the row of a run's ending: its time is that in which it worked. */
function toEnding(row: RunRow, run: Run): RunEndingRow {
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
    duration_ms: workTimeOf(run.steps, to),
    summed_finished_at: null,
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
      duration_ms: workTimeOfAttempt(last, Date.parse(last.finishedAt)),
    },
  ];
}
