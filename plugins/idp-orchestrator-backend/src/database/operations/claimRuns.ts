import type { Knex } from 'knex';
import type { Claim, RunHolder, RunRest, RunStore } from '../../ports';
import type { RunRow } from '../rows';
import type { StoredDefinitions } from '../StoredDefinitions';
import type { Writer } from '../writes';
import { readRun } from './readRuns';
import { withinLabels } from './runLabels';
import { acquireLock } from './runLocks';

/**
 * The lease of a run that nobody has. No lease ends by itself, since the clock
 * of this host says nothing about that of another, nor about its own of a moment
 * ago: who sees that one is not renewed gives it back.
 */
const FREE = 0;

/**
 * Takes a run that nobody holds. One conditional UPDATE: of two workers that
 * try at once one changes the row, the other changes nothing, on both
 * databases. The ticket grows, so whoever held the run before cannot write
 * any more.
 */
export async function claimRun(
  writer: Writer,
  definitions: StoredDefinitions,
  { runId, lease }: { runId: string; lease: Lease },
): ReturnType<RunStore['claim']> {
  const row =
    (await takeLease(writer, runId, lease)) ??
    ((await takeLock(writer, runId, lease))
      ? await takeLease(writer, runId, lease)
      : undefined);
  if (!row) return undefined;
  const run = await readRun(writer.knex, row);
  const definition = await definitions.read(row.flow_digest);
  if (!definition) throw new Error(`The definition of run ${runId} is gone`);
  return { claim: { runId, ticket: row.ticket }, run, definition };
}

interface Lease {
  worker: string;
  until: number;
  now: number;
  /** The labels of this process; runs that ask for others are not taken. */
  labels: string[];
}

/** Takes the lease of a run. A run that has a lock is taken only while it holds it. */
async function takeLease(
  writer: Writer,
  runId: string,
  lease: Lease,
): Promise<RunRow | undefined> {
  const { knex } = writer;
  const taken = knex<RunRow>('runs')
    .where({ id: runId })
    .whereNull('finished_at')
    .andWhere({ lease_until: FREE })
    .andWhere('start_at', '<=', lease.now)
    .andWhere(free =>
      free
        .whereNull('lock_key')
        .orWhereExists(
          knex('run_locks')
            .whereRaw('run_locks.key = runs.lock_key')
            .whereRaw('run_locks.run_id = runs.id'),
        ),
    )
    .andWhere(withinLabels(knex, lease.labels))
    .update({
      worker: lease.worker,
      lease_until: lease.until,
      ticket: knex.raw('ticket + 1'),
    })
    .returning('*');
  const { rows } = await writer.commitOne(taken);
  return rows[0] as RunRow | undefined;
}

/** Takes the lock of a run that has one: a run without a lock costs one statement. */
async function takeLock(
  writer: Writer,
  runId: string,
  { now, labels }: Lease,
): Promise<boolean> {
  const { knex } = writer;
  const row = await knex<RunRow>('runs')
    .where({ id: runId })
    .whereNull('finished_at')
    .whereNotNull('lock_key')
    .andWhere('start_at', '<=', now)
    .andWhere(withinLabels(knex, labels))
    .first();
  return (
    row !== undefined &&
    row.lock_key !== null &&
    acquireLock(writer, { runId, key: row.lock_key, now })
  );
}

export async function renewLeases(
  knex: Knex,
  lease: { worker: string; until: number },
  runIds: string[],
): Promise<Array<{ runId: string; lastSeq: number }>> {
  // In one order for all, so that it never waits in a circle with writes of several runs.
  const held = knex('runs')
    .whereIn('id', runIds)
    .andWhere({ worker: lease.worker })
    .orderBy('id')
    .forUpdate()
    .select('id');
  const rows = await knex<RunRow>('runs')
    .whereIn('id', held)
    .andWhere({ worker: lease.worker })
    .update({ lease_until: lease.until })
    .returning(['id', 'last_seq']);
  return rows.map(row => ({ runId: row.id, lastSeq: row.last_seq }));
}

/** Gives a run back. Only the holder of the ticket can; a claim taken since stays. */
export async function releaseRun(
  knex: Knex,
  claim: Claim,
  rest?: RunRest,
): Promise<void> {
  // What came after the decision to rest needs a worker at once.
  const wakeAt = rest
    ? knex.raw('case when last_seq = ? then cast(? as bigint) else 0 end', [
        rest.lastSeq,
        rest.until ?? Number.MAX_SAFE_INTEGER,
      ])
    : 0;
  await knex<RunRow>('runs')
    .where({ id: claim.runId, ticket: claim.ticket })
    .update({
      worker: null,
      lease_until: FREE,
      wake_at: wakeAt as number,
      wake_host: rest?.host ?? null,
      is_held: rest?.isHeld ? 1 : 0,
    });
}

export function releaseAll(
  knex: Knex,
  { worker, leaseUntil }: RunHolder,
): Promise<number> {
  return knex<RunRow>('runs')
    .where({ worker })
    .andWhere({ lease_until: leaseUntil })
    .whereNull('finished_at')
    .update({ worker: null, lease_until: FREE })
    .then(Number);
}

/** Says what a worker may take, and where it is. */
export interface WorkerTraits {
  labels: string[];
  /** The host of the worker, as its attempts name it. */
  host?: string;
}

/** The number of runs that one look tells of. */
const MOST_CLAIMABLE = 1_000;

export function listClaimable(
  knex: Knex,
  {
    now,
    limit = MOST_CLAIMABLE,
    traits,
  }: { now: number; limit?: number; traits: WorkerTraits },
): Promise<string[]> {
  return selectClaimable(knex, now, traits)
    .limit(Math.min(limit, MOST_CLAIMABLE))
    .pluck('id');
}

/**
 * Lists runs that were being worked on and are not now. A run that rests is
 * waiting, for this host perhaps, and one that was not begun is queued: neither
 * is among them.
 */
export function listInterrupted(
  knex: Knex,
  now: number,
  traits: WorkerTraits,
): Promise<string[]> {
  return selectClaimable(knex, now, traits)
    .andWhere(begun => {
      begun.whereIn('status', ['running', 'cancelling']);
      if (traits.host) begun.orWhere({ wake_host: traits.host });
    })
    .pluck('id');
}

function selectClaimable(
  knex: Knex,
  now: number,
  { labels, host }: WorkerTraits,
): Knex.QueryBuilder<RunRow, RunRow[]> {
  return knex<RunRow>('runs')
    .whereNull('finished_at')
    .andWhere({ lease_until: FREE })
    .andWhere('start_at', '<=', now)
    .andWhere(awake => {
      awake.where('wake_at', '<=', now);
      if (host) awake.orWhere({ wake_host: host });
    })
    .andWhere(withinLabels(knex, labels))
    .whereNotExists(
      knex('run_locks')
        .whereRaw('run_locks.key = runs.lock_key')
        .whereRaw('run_locks.run_id <> runs.id'),
    )
    .orderBy([
      { column: 'priority', order: 'desc' },
      { column: 'created_at' },
      { column: 'id' },
    ])
    .limit(MOST_CLAIMABLE);
}

export async function listHolders(knex: Knex): Promise<RunHolder[]> {
  const rows = await knex<RunRow>('runs')
    .whereNull('finished_at')
    .whereNotNull('worker')
    .distinct('worker', 'lease_until');
  return rows.flatMap(({ worker, lease_until }) =>
    worker === null ? [] : [{ worker, leaseUntil: Number(lease_until) }],
  );
}
