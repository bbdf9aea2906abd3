import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { readRun } from '../operations/readRuns';
import type { RunRow } from '../rows';
import { changesOf, type Write, type Writer } from '../writes';
import { compress } from './codec';
import { formatPart, listLogged, type EntryRows, type PartRow } from './Part';
import { readFirstEntries } from './readFirstEntries';

/** Says that somebody else changed a run while it was compacted; nothing of the part is written then. */
class OvertakenError extends Error {}

/**
 * Moves the entries of a finished run into compressed parts, each in one
 * transaction, and its state with the last of them. When it is interrupted, the
 * first entries are compacted and the others are not, which every reader takes
 * as it is.
 *
 * @returns false when it is left for later, since somebody else wrote to it
 */
export async function compactRun(
  writer: Writer,
  runId: string,
): Promise<boolean> {
  const { knex } = writer;
  const row = await knex<RunRow>('runs')
    .where({ id: runId })
    .whereNotNull('finished_at')
    .whereNull('compacted_state')
    .first();
  if (!row) return false;
  if ((JSON.parse(row.state) as Run).lastSeq < row.last_seq) {
    await completeState(knex, row);
    return false;
  }
  const state = await compress(row.state);
  for (;;) {
    const entries = await readFirstEntries(knex, runId);
    const part = entries && (await toPart(runId, entries));
    const isLast = !part || part.last_seq >= row.last_seq;
    try {
      await writer.commit(function* move(): Write<void> {
        if (part) yield* movePart(knex, part, entries);
        if (isLast) yield* replaceState(row, state);
      });
    } catch (error) {
      if (error instanceof OvertakenError) return false;
      throw error;
    }
    if (isLast) return true;
  }
}

/**
 * Stores the whole state of a run that ended before it was stored at the end:
 * entries that are compacted are not folded in by those who read it. The run is
 * left for later, so that nobody still has the state of before.
 */
async function completeState(knex: Knex, row: RunRow): Promise<void> {
  const run = await readRun(knex, row);
  await knex<RunRow>('runs')
    .where({ id: row.id, last_seq: row.last_seq })
    .whereNotNull('finished_at')
    .update({ state: JSON.stringify(run) });
}

async function toPart(runId: string, entries: EntryRows): Promise<PartRow> {
  const seqs = [...entries.events, ...entries.chunks].map(({ seq }) => seq);
  return {
    run_id: runId,
    first_seq: Math.min(...seqs),
    last_seq: Math.max(...seqs),
    logs: JSON.stringify(listLogged(entries.chunks)),
    content: await compress(formatPart(entries)),
  };
}

/**
 * Writes a part instead of its entries. Of two who do so at once, and of this
 * and the removal of the run, one finds rows missing and undoes what it did. The
 * order of the tables is that of the removal, so that neither waits for the other
 * in a circle.
 */
function* movePart(knex: Knex, part: PartRow, entries: EntryRows): Write<void> {
  const { run_id, first_seq, last_seq } = part;
  for (const [table, rows] of [
    ['run_log_chunks', entries.chunks],
    ['run_events', entries.events],
  ] as const) {
    const moved = yield* changesOf({
      sql: `delete from ${table} where run_id = ? and seq between ? and ?`,
      bindings: [run_id, first_seq, last_seq],
    });
    if (moved !== rows.length) throw new OvertakenError();
  }
  yield knex('compacted_entries').insert(part);
}

/** Writes the compressed state of a run to which nobody has written since its row was read. */
function* replaceState({ id, last_seq }: RunRow, state: Buffer): Write<void> {
  const changed = yield* changesOf({
    sql: `update runs set state = '', compacted_state = ? where id = ? and last_seq = ? and finished_at is not null and compacted_state is null`,
    bindings: [state, id, last_seq],
  });
  if (changed !== 1) throw new OvertakenError();
}
