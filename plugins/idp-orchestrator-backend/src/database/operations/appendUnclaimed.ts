import type { Knex } from 'knex';
import { NotFoundError } from '@backstage/errors';
import {
  applyRunEvent,
  isProposed,
  isRunFinished,
  type FeedEntry,
  type Run,
  type RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { toRunColumns, type RunRow } from '../rows';
import { rowsOf, type Sql, type Write, type Writer } from '../writes';
import { lockKeyOf } from './createRun';
import { readRun, readRunInTurn } from './readRuns';
import { writeEntries, writeInTurn } from './writeEntries';

interface Change {
  runId: string;
  decide(run: Run): RunFact[];
  now: number;
}

/**
 * Writes facts from somebody who does not work on the run. SQLite reads and
 * writes in one go. On PostgreSQL it goes through, like the worker's own writes,
 * only on top of the newest entry; when another write came first it decides
 * again from what is there then.
 */
export async function appendUnclaimed(
  writer: Writer,
  change: Change,
): Promise<{ run: Run; entries: FeedEntry[] }> {
  const { knex } = writer;
  if (writer.isSqlite) return writer.commit(() => appendInTurn(knex, change));
  for (;;) {
    const row = await findRow(knex, change.runId);
    const before = await readRun(knex, requireRow(row, change.runId));
    const { run, entries } = decideOn(before, change);
    if (entries.length === 0) return { run, entries };
    const update = createUpdate(before, run);
    const addition = { update, run, entries, chunks: [] };
    if (await writeEntries(writer, addition)) return { run, entries };
  }
}

function* appendInTurn(
  knex: Knex,
  change: Change,
): Write<{ run: Run; entries: FeedEntry[] }> {
  const [row] = yield* rowsOf<RunRow>(findRow(knex, change.runId));
  const found = requireRow(row, change.runId);
  const before = yield* readRunInTurn(knex, found);
  const { run, entries } = decideOn(before, change);
  if (entries.length > 0) {
    const update = createUpdate(before, run);
    yield* writeInTurn({ update, run, entries, chunks: [] });
  }
  return { run, entries };
}

function findRow(knex: Knex, runId: string) {
  return knex<RunRow>('runs').where({ id: runId }).first();
}

function requireRow(row: RunRow | undefined, runId: string): RunRow {
  if (row) return row;
  throw new NotFoundError(`There is no run ${runId}`);
}

function decideOn(before: Run, { decide, now }: Change) {
  const at = new Date(now).toISOString();
  const events = decide(before).map((fact, index) => ({
    ...fact,
    seq: before.lastSeq + 1 + index,
    at,
  }));
  return {
    run: events.reduce(applyRunEvent, before),
    entries: events.map((event): FeedEntry => ({ kind: 'event', event })),
  };
}

function createUpdate(before: Run, run: Run): Sql {
  const begins = isProposed(before) && !isProposed(run);
  const columns = {
    ...toRunColumns(run),
    state: JSON.stringify(run),
    compacted_state: null,
    wake_at: 0,
    ...(isRunFinished(run) && { worker: null, lease_until: 0 }),
    // A proposal that was approved stands in line for its lock like any other
    // run. Whoever works on it had no need of the lock, and has to claim it again.
    ...(begins && { lock_key: lockKeyOf(run), worker: null, lease_until: 0 }),
  };
  const set = Object.keys(columns).map(name => `${name} = ?`);
  if (begins) set.push('ticket = ticket + 1');
  return {
    sql: `update runs set ${set.join(', ')} where id = ? and last_seq = ? returning id`,
    bindings: [...Object.values(columns), run.id, before.lastSeq],
  };
}
