import { titleOfRun } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { MOST_AHEAD, type QueuePlace } from '../../ports';
import { readState } from '../compaction';
import { toIso, type RunRow } from '../rows';
import { rowsOf, type Write, type Writer } from '../writes';
import { readLabels } from './runLabels';
import { isWorkerWith } from './workers';

interface LockRow {
  key: string;
  run_id: string;
  since: number | string;
}

/**
 * Takes a run's lock if it is free and the run is the first in line. The
 * primary key decides between two who try at once.
 *
 * @returns whether the run holds its lock now
 */
export async function acquireLock(
  writer: Writer,
  { runId, key, now }: { runId: string; key: string; now: number },
): Promise<boolean> {
  const { knex } = writer;
  const holder = await selectHolder(knex, key).first();
  if (holder) return holder.run_id === runId;
  const first = await inLine(knex, key, now).first('id');
  if (first?.id !== runId) return false;
  const lock = { key, run_id: runId, since: now };
  return (await writer.commit(() => insertLock(knex, lock))) === runId;
}

/** Takes a lock that is free, and returns the id of the run that has it now. */
export function* insertLock(knex: Knex, lock: LockRow): Write<string> {
  yield knex<LockRow>('run_locks').insert(lock).onConflict('key').ignore();
  const [holder] = yield* rowsOf<LockRow>(selectHolder(knex, lock.key));
  return holder.run_id;
}

function selectHolder(knex: Knex, key: string) {
  return knex<LockRow>('run_locks').where({ key });
}

/**
 * Selects the unfinished runs of a lock: a higher priority first, then who came
 * first. One that starts later keeps nobody waiting until then.
 */
function inLine(knex: Knex, key: string, now: number) {
  return knex<RunRow>('runs')
    .where({ lock_key: key })
    .whereNull('finished_at')
    .andWhere('start_at', '<=', now)
    .orderBy([
      { column: 'priority', order: 'desc' },
      { column: 'created_at' },
      { column: 'id' },
    ]);
}

/** Reads why a run has not been started yet, as far as other runs are the reason. */
export async function readQueuePlace(
  knex: Knex,
  runId: string,
  now: number,
): Promise<QueuePlace | undefined> {
  const row = await knex<RunRow>('runs').where({ id: runId }).first();
  // What starts later says so itself.
  if (!row || Number(row.start_at) > now) return undefined;
  const labels = await readLabels(knex, runId);
  if (labels.length > 0 && !(await isWorkerWith(knex, labels, now))) {
    return { kind: 'labels', labels };
  }
  const lock = row.lock_key
    ? await selectHolder(knex, row.lock_key).first()
    : undefined;
  if (!lock || lock.run_id === runId) {
    return { kind: 'worker', ahead: await countAhead(knex, row, now) };
  }
  const holder = await knex<RunRow>('runs').where({ id: lock.run_id }).first();
  const waiting = inLine(knex, lock.key, now).whereNot('id', lock.run_id);
  return {
    kind: 'lock',
    key: lock.key,
    ahead: await countBefore(knex, waiting, row),
    since: toIso(lock.since),
    holderId: lock.run_id,
    holderTitle: holder ? titleOfRun(readState(holder)) : 'another run',
  };
}

/** Counts the runs that a free worker takes before this one. */
function countAhead(knex: Knex, row: RunRow, now: number): Promise<number> {
  const waiting = knex<RunRow>('runs')
    .where({ status: 'queued' })
    .whereNull('finished_at')
    .whereNull('worker')
    .andWhere('start_at', '<=', now);
  return countBefore(knex, waiting, row);
}

/** Counts those of `waiting` that come before a run, up to {@link MOST_AHEAD}. */
async function countBefore(
  knex: Knex,
  waiting: Knex.QueryBuilder,
  { priority, created_at: createdAt, id }: RunRow,
): Promise<number> {
  const before = waiting
    .clearOrder()
    .andWhere(earlier =>
      earlier
        .where('priority', '>', priority)
        .orWhere(same =>
          same
            .where({ priority })
            .whereRaw('(created_at, id) < (?, ?)', [createdAt, id]),
        ),
    )
    .select(knex.raw('1'))
    .limit(MOST_AHEAD);
  const [counted] = await knex.from(before.as('some')).count({ runs: '*' });
  return Number(counted.runs);
}
