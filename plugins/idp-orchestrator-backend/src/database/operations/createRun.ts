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
      .onConflict()
      .ignore()
      .returning('id');
    if (inserted.length === 0) {
      const first = await findByKey(trx, idempotencyKey);
      if (first) return { run: toRun(first), created: false };
      throw new ConflictError(
        `There is a run ${run.id} already. Leave the id out, or choose a new one`,
      );
    }
    // Definitions of earlier versions have none.
    await insertLabels(trx, run.id, definition.runsOn ?? []);
    // One that starts later comes to its lock then, like those that wait.
    const isLater = run.waitingFor?.kind === 'timer';
    const rejects = definition.concurrency?.onConflict === 'reject';
    if (run.lock && rejects && !isLater) {
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

async function findByKey(
  trx: Knex.Transaction,
  key: string | undefined,
): Promise<RunRow | undefined> {
  if (key === undefined) return undefined;
  return trx<RunRow>('runs').where({ idempotency_key: key }).first();
}

function onBehalfOf(initiator: Initiator): string {
  return initiator.kind === 'agent' ? (initiator.onBehalfOf ?? '') : '';
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
