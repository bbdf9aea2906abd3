import { ConflictError } from '@backstage/errors';
import { applyRunEvent } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { NewRun } from '../../ports';
import { toRun, toRunColumns, type RunRow } from '../rows';
import { insertLabels } from './runLabels';
import { insertLock, readHolder } from './runLocks';

/**
 * Writes a new run, its definition (once) and its first event. When two
 * callers bring the same idempotency key at the same time, the unique index
 * lets one insert through; the other reads what that one made.
 */
export async function createRun(
  knex: Knex,
  { run, definition, idempotencyKey }: NewRun,
): Promise<{ run: Run; created: boolean }> {
  const fact = { type: 'run.created' as const, run };
  const state = applyRunEvent(undefined, {
    ...fact,
    seq: 1,
    at: run.createdAt,
  });
  return knex.transaction(async trx => {
    await trx('flow_definitions')
      .insert({
        digest: run.flowDigest,
        definition: JSON.stringify(definition),
      })
      .onConflict('digest')
      .ignore();
    const inserted = await trx('runs')
      .insert({
        id: run.id,
        flow_id: run.flowId,
        flow_digest: run.flowDigest,
        environment: run.environment,
        initiator: run.initiator.ref,
        idempotency_key: idempotencyKey ?? null,
        created_at: Date.parse(run.createdAt),
        lock_key: run.lock ?? null,
        priority: run.priority ?? 0,
        ...toRunColumns(state),
      })
      .onConflict('idempotency_key')
      .ignore()
      .returning('id');
    if (inserted.length === 0) {
      const first = await trx<RunRow>('runs')
        .where({ idempotency_key: idempotencyKey })
        .first();
      if (!first) throw new Error(`Run ${run.id} could not be written`);
      return { run: toRun(first), created: false };
    }
    // Definitions of earlier versions have none.
    await insertLabels(trx, run.id, definition.runsOn ?? []);
    if (run.lock && definition.concurrency?.onConflict === 'reject') {
      await requireLock(trx, { key: run.lock, run });
    }
    await trx('run_events').insert({
      run_id: run.id,
      seq: 1,
      at: Date.parse(run.createdAt),
      fact: JSON.stringify(fact),
    });
    return { run: state, created: true };
  });
}

/** @throws ConflictError naming the run that has the lock; nothing is written then */
async function requireLock(
  trx: Knex.Transaction,
  { key, run }: { key: string; run: NewRun['run'] },
): Promise<void> {
  const since = Date.parse(run.createdAt);
  if (await insertLock(trx, { key, run_id: run.id, since })) return;
  const holder = await readHolder(trx, key);
  throw new ConflictError(
    `${run.flowTitle} runs already: run ${holder?.run_id} holds ${key}. Wait until it is over, or cancel it`,
  );
}
