import { isRunFinished } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { AppendResult, Claim } from '../../ports';
import { toRunColumns, type RunRow } from '../rows';
import type { Sql, Writer } from '../writes';
import type { EntryGatherer, WorkerAddition } from './EntryGatherer';
import {
  numberEntries,
  type AppendChange,
  type NumberedEntries,
} from './numberEntries';
import { isStateDue } from './readRuns';
import { writeEntries } from './writeEntries';

/**
 * Writes log chunks and events after the run's last entry, and the columns
 * that follow from them, in one transaction. The condition of the UPDATE is
 * the fence: it fails for a worker whose ticket is old, and for one that has
 * not seen the newest entry.
 */
export async function appendEntries(
  { writer, gatherer }: { writer: Writer; gatherer: EntryGatherer },
  change: AppendChange,
): Promise<AppendResult> {
  const next = await numberEntries(writer.knex, change);
  const { claim, run: before } = change;
  const isDue = isStateDue(before, next.run);
  const state = isDue ? JSON.stringify(next.run) : undefined;
  const addition: WorkerAddition = {
    ...next,
    state,
    ticket: claim.ticket,
    after: before.lastSeq,
    update: createUpdate(change, next, state),
  };
  // What is added to a run that is over changes more than it does otherwise.
  const isWritten = isRunFinished(before)
    ? await writeEntries(writer, addition)
    : await gatherer.add(addition);
  return isWritten
    ? { result: 'appended', run: next.run, entries: next.entries }
    : explainRefusal(writer.knex, change.claim);
}

function createUpdate(
  { claim, run: before }: AppendChange,
  { run }: NumberedEntries,
  state: string | undefined,
): Sql {
  const columns = {
    ...toRunColumns(run),
    ...(state && { state }),
    ...(isRunFinished(before) && { compacted_state: null }),
    // A run that is over is given back in the same commit.
    ...(isRunFinished(run) && { worker: null, lease_until: 0 }),
  };
  const set = Object.keys(columns).map(name => `${name} = ?`);
  return {
    sql: `update runs set ${set.join(', ')} where id = ? and ticket = ? and last_seq = ? returning id`,
    bindings: [...Object.values(columns), run.id, claim.ticket, before.lastSeq],
  };
}

async function explainRefusal(knex: Knex, claim: Claim): Promise<AppendResult> {
  const row = await knex<RunRow>('runs').where({ id: claim.runId }).first();
  return { result: row?.ticket === claim.ticket ? 'behind' : 'claim-lost' };
}
