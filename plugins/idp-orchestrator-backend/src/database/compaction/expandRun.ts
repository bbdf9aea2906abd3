import type { Knex } from 'knex';
import { toEventRows, type LogChunkRow, type RunRow } from '../rows';
import { changesOf, type Write, type Writer } from '../writes';
import { expand } from './codec';
import type { PartRow } from './Part';
import { readPart } from './readParts';

/** The number of rows inserted with one statement; databases limit its parts. */
const BATCH = 50;

/**
 * Writes the entries and the state of a compacted run as they were before. The
 * last part comes first, each in one transaction: what is compacted are the
 * first entries of a run at every moment.
 *
 * @throws UnreadableRunError when it cannot be read; nothing is changed then
 */
export async function expandRun(
  writer: Writer,
  runId: string,
): Promise<boolean> {
  const { knex } = writer;
  const run = await knex<RunRow>('runs').where({ id: runId }).first();
  if (run?.compacted_state) {
    const state = JSON.stringify(await expand(runId, run.compacted_state));
    await knex<RunRow>('runs')
      .where({ id: runId, last_seq: run.last_seq, state: '' })
      .update({ state, compacted_state: null });
  }
  for (;;) {
    const part = await knex<PartRow>('compacted_entries')
      .where({ run_id: runId })
      .orderBy('first_seq', 'desc')
      .first();
    if (!part) return true;
    const { events, chunks } = await readPart(part);
    const entries = events.map(event => ({ kind: 'event', event }) as const);
    await writer.commit(() =>
      moveBack(knex, part, {
        run_events: toEventRows(runId, entries),
        run_log_chunks: chunks.map(chunk => ({ run_id: runId, ...chunk })),
      }),
    );
  }
}

function* moveBack(
  knex: Knex,
  { run_id, first_seq }: PartRow,
  rows: { run_events: object[]; run_log_chunks: LogChunkRow[] },
): Write<void> {
  const removed = yield* changesOf({
    sql: 'delete from compacted_entries where run_id = ? and first_seq = ?',
    bindings: [run_id, first_seq],
  });
  // The run was removed meanwhile.
  if (removed === 0) return;
  for (const [table, all] of Object.entries(rows)) {
    for (let first = 0; first < all.length; first += BATCH) {
      yield knex(table).insert(all.slice(first, first + BATCH));
    }
  }
}
