import { ConflictError } from '@backstage/errors';
import {
  applyRunEvent,
  isProposed,
  type Initiator,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { NewRun } from '../../ports';
import { OUTBOX_TABLE } from '../outbox/outboxTables';
import { toOutboxRow } from '../outbox/toOutboxRows';
import { toRunColumns, type RunRow } from '../rows';
import type { StoredDefinitions } from '../StoredDefinitions';
import { rowsOf, type Write, type Writer } from '../writes';
import { toSecretsRow } from '../runSecrets';
import { toAuthorityRow } from './runAuthority';
import { insertLabels } from './runLabels';
import { readRun } from './readRuns';
import { insertLock } from './runLocks';
import { insertServiceChanges } from './serviceChanges';

/**
 * Writes a new run, its first event, and before them its definition. When two
 * callers bring the same idempotency key at the same time, the unique index
 * lets one insert through; the other reads what that one made.
 *
 * @throws ConflictError when its id is taken, or another run holds its lock
 */
export async function createRun(
  writer: Writer,
  definitions: StoredDefinitions,
  newRun: NewRun,
): Promise<{ run: Run; created: boolean }> {
  const { knex } = writer;
  const { run, definition, idempotencyKey } = newRun;
  const event = {
    type: 'run.created' as const,
    run,
    seq: 1,
    at: run.createdAt,
  };
  const state = applyRunEvent(undefined, event);
  await definitions.add(run.flowDigest, definition);
  if (await writer.commit(() => insertRun(knex, newRun, state))) {
    return { run: state, created: true };
  }
  const first = await findByKey(knex, idempotencyKey);
  if (first) return { run: first, created: false };
  throw new ConflictError(
    `There is a run ${run.id} already. Leave the id out, or choose a new one`,
  );
}

/** Inserts the rows of a run; returns false when there is a run with that id or idempotency key. */
function* insertRun(knex: Knex, newRun: NewRun, state: Run): Write<boolean> {
  const { run, definition } = newRun;
  const { concurrency = definition.concurrency } = newRun;
  const inserted = yield* rowsOf(
    knex('runs')
      .insert(toNewRow(newRun, state))
      .onConflict()
      .ignore()
      .returning('id'),
  );
  if (inserted.length === 0) return false;
  // Definitions of earlier versions have none.
  yield* insertLabels(knex, run.id, definition.runsOn ?? []);
  yield* insertServiceChanges(knex, newRun);
  if (newRun.authority) {
    yield knex('run_authority').insert(
      toAuthorityRow(run.id, newRun.authority),
    );
  }
  if (newRun.secrets) {
    yield knex('run_secrets').insert(toSecretsRow(run.id, newRun.secrets));
  }
  // One that starts later, or may never start, comes to its lock then, like those that wait.
  const isLater = run.waitingFor?.kind === 'timer' || isProposed(run);
  const rejects = concurrency?.onConflict === 'reject';
  if (run.lock && rejects && !isLater) {
    yield* requireLock(knex, { key: run.lock, run });
  }
  yield knex('run_events').insert({
    run_id: run.id,
    seq: 1,
    at: Date.parse(run.createdAt),
    fact: JSON.stringify({ type: 'run.created', run }),
  });
  yield knex(OUTBOX_TABLE).insert(
    toOutboxRow(run.id, 1, Date.parse(run.createdAt)),
  );
  return true;
}

function toNewRow(
  { run, definition, idempotencyKey, root }: NewRun,
  state: Run,
): Partial<RunRow> {
  return {
    id: run.id,
    flow_id: run.flowId,
    flow_digest: run.flowDigest,
    environment: run.environment,
    initiator: run.initiator.ref,
    on_behalf_of: onBehalfOf(run.initiator),
    risk: run.risk ?? definition.risk,
    idempotency_key: idempotencyKey ?? null,
    created_at: Date.parse(run.createdAt),
    lock_key: lockKeyOf(run),
    root_id: root ?? null,
    priority: run.priority ?? 0,
    ...toRunColumns(state),
    state: JSON.stringify(state),
  };
}

/**
 * Names the lock that a run waits for. A run that is only proposed keeps nobody
 * waiting, however long nobody answers.
 */
export function lockKeyOf(run: Pick<Run, 'lock' | 'steps'>): string | null {
  return run.lock !== undefined && !isProposed(run) ? run.lock : null;
}

/** Finds the run that was made with a key, if one was. */
export async function findByKey(
  knex: Knex,
  key: string | undefined,
): Promise<Run | undefined> {
  if (key === undefined) return undefined;
  const row = await knex<RunRow>('runs')
    .where({ idempotency_key: key })
    .first();
  return row && readRun(knex, row);
}

function onBehalfOf(initiator: Initiator): string {
  return initiator.kind === 'agent' ? (initiator.onBehalfOf ?? '') : '';
}

/**
 * Takes the lock of a run that must not wait for it. When it throws, nothing is
 * written.
 *
 * @throws ConflictError naming the run that has the lock
 */
function* requireLock(
  knex: Knex,
  { key, run }: { key: string; run: NewRun['run'] },
): Write<void> {
  const since = Date.parse(run.createdAt);
  const holder = yield* insertLock(knex, { key, run_id: run.id, since });
  if (holder === run.id) return;
  throw new ConflictError(
    `${run.flowTitle} runs already: run ${holder} holds ${key}. Wait until it is over, or cancel it`,
  );
}
