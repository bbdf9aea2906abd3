import { NotFoundError } from '@backstage/errors';
import {
  applyRunEvent,
  isProposed,
  isRunFinished,
  type FeedEntry,
  type Run,
  type RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { OUTBOX_TABLE } from '../outbox/outboxTables';
import { toOutboxRows } from '../outbox/toOutboxRows';
import { toEventRows, toRunColumns, type RunRow } from '../rows';
import { lockKeyOf } from './createRun';
import { readRun } from './readRuns';

/**
 * Writes facts from somebody who does not work on the run. Like the worker's
 * own writes it goes through only on top of the newest entry; when another
 * write came first it decides again from what is there then.
 */
export async function appendUnclaimed(
  knex: Knex,
  change: { runId: string; decide: (run: Run) => RunFact[]; now: number },
): Promise<{ run: Run; entries: FeedEntry[] }> {
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
    const written = await knex.transaction(async trx => {
      const updated = await trx<RunRow>('runs')
        .where({ id: runId, last_seq: before.lastSeq })
        .update({
          ...toRunColumns(run),
          state: JSON.stringify(run),
          compacted_state: null,
          wake_at: 0,
          ...(isRunFinished(run) && { worker: null, lease_until: 0 }),
          ...(isProposed(before) && !isProposed(run) && beginOf(knex, run)),
        });
      if (updated > 0) {
        await trx('run_events').insert(toEventRows(runId, entries));
        const outbox = toOutboxRows(runId, entries);
        if (outbox.length > 0) await trx(OUTBOX_TABLE).insert(outbox);
        if (isRunFinished(run)) {
          await trx('run_locks').where('run_id', runId).delete();
        }
      }
      return updated > 0;
    });
    if (written) return { run, entries };
  }
}

/**
 * Makes a proposal that was approved stand in line for its lock like any other
 * run. Whoever works on it had no need of the lock, and has to claim it again.
 */
function beginOf(knex: Knex, run: Run) {
  return {
    lock_key: lockKeyOf(run),
    worker: null,
    lease_until: 0,
    ticket: knex.raw('ticket + 1'),
  };
}
