import type { FlowDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { Claim, RunStore } from '../../ports';
import { toRun, type RunRow } from '../rows';

/**
 * Takes a run that nobody holds. One conditional UPDATE: of two workers that
 * try at once one changes the row, the other changes nothing, on both
 * databases. The ticket grows, so whoever held the run before cannot write
 * any more.
 */
export async function claimRun(
  knex: Knex,
  runId: string,
  lease: { worker: string; until: number; now: number },
): ReturnType<RunStore['claim']> {
  const [row] = await knex<RunRow>('runs')
    .where({ id: runId })
    .whereNull('finished_at')
    .andWhere('lease_until', '<', lease.now)
    .update({
      worker: lease.worker,
      lease_until: lease.until,
      ticket: knex.raw('ticket + 1'),
    })
    .returning(['id', 'ticket', 'state', 'last_seq', 'flow_digest']);
  if (!row) return undefined;
  const definition = await readDefinition(knex, row.flow_digest);
  if (!definition) throw new Error(`The definition of run ${runId} is gone`);
  return { claim: { runId, ticket: row.ticket }, run: toRun(row), definition };
}

export async function readDefinition(
  knex: Knex,
  digest: string,
): Promise<FlowDefinition | undefined> {
  const row = await knex<{ digest: string; definition: string }>(
    'flow_definitions',
  )
    .where({ digest })
    .first();
  return row && (JSON.parse(row.definition) as FlowDefinition);
}

export async function renewLeases(
  knex: Knex,
  lease: { worker: string; until: number },
  runIds: string[],
): Promise<Array<{ runId: string; lastSeq: number }>> {
  const rows = await knex<RunRow>('runs')
    .whereIn('id', runIds)
    .andWhere({ worker: lease.worker })
    .update({ lease_until: lease.until })
    .returning(['id', 'last_seq']);
  return rows.map(row => ({ runId: row.id, lastSeq: row.last_seq }));
}

/** Only the holder of the ticket gives back; a claim taken since stays. */
export async function releaseRun(knex: Knex, claim: Claim): Promise<void> {
  await knex<RunRow>('runs')
    .where({ id: claim.runId, ticket: claim.ticket })
    .update({ worker: null, lease_until: 0 });
}

export function releaseAll(knex: Knex, worker: string): Promise<number> {
  return knex<RunRow>('runs')
    .where({ worker })
    .whereNull('finished_at')
    .update({ worker: null, lease_until: 0 })
    .then(Number);
}

export function listClaimable(knex: Knex, now: number): Promise<string[]> {
  return knex<RunRow>('runs')
    .whereNull('finished_at')
    .andWhere('lease_until', '<', now)
    .orderBy([{ column: 'created_at' }, { column: 'id' }])
    .limit(1_000)
    .pluck('id');
}

export async function listWorkers(knex: Knex): Promise<string[]> {
  const workers = await knex<RunRow>('runs')
    .whereNull('finished_at')
    .whereNotNull('worker')
    .distinct()
    .pluck('worker');
  return workers.filter(worker => worker !== null);
}
