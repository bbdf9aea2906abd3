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
import type { Sql, Writer } from '../writes';
import { lockKeyOf } from './createRun';
import { readRun } from './readRuns';
import { writeEntries } from './writeEntries';

/**
 * Writes facts from somebody who does not work on the run. Like the worker's
 * own writes it goes through only on top of the newest entry; when another
 * write came first it decides again from what is there then.
 */
export async function appendUnclaimed(
  writer: Writer,
  change: { runId: string; decide: (run: Run) => RunFact[]; now: number },
): Promise<{ run: Run; entries: FeedEntry[] }> {
  const { knex } = writer;
  const { runId, decide, now } = change;
  for (;;) {
    const row = await knex<RunRow>('runs').where({ id: runId }).first();
    if (!row) throw new NotFoundError(`There is no run ${runId}`);
    const before = await readRun(knex, row);
    const facts = decide(before);
    if (facts.length === 0) return { run: before, entries: [] };
    const entries: FeedEntry[] = facts.map((fact, index) => ({
      kind: 'event',
      event: {
        ...fact,
        seq: before.lastSeq + 1 + index,
        at: new Date(now).toISOString(),
      },
    }));
    const run = entries.reduce<Run>(
      (state, entry) =>
        entry.kind === 'event' ? applyRunEvent(state, entry.event) : state,
      before,
    );
    const update = createUpdate(before, run);
    const addition = { update, run, entries, chunks: [] };
    const written = await writeEntries(writer, addition);
    if (written) return { run, entries };
  }
}

function createUpdate(before: Run, run: Run): Sql {
  const begins = isProposed(before) && !isProposed(run);
  const columns = {
    ...toRunColumns(run),
    state: JSON.stringify(run),
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
