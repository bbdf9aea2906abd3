import type {
  AuditSeal,
  Run,
  RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { applyRunEvent } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { HealthChange, OutboxEvent } from '../../ports';
import { toIso, type EventRow, type RunRow } from '../rows';
import type { StoredDefinitions } from '../StoredDefinitions';
import { readRun } from '../operations/readRuns';
import type { OutboxRow } from './outboxTables';

/** Reads the event that a row is about; undefined when its run was removed meanwhile. */
export async function readOutboxEvent(
  knex: Knex,
  definitions: StoredDefinitions,
  { id, at, change, seal, run_id, seq }: OutboxRow,
): Promise<OutboxEvent | undefined> {
  const base = { id, at: Number(at) };
  if (change !== null) {
    return {
      ...base,
      kind: 'service',
      change: JSON.parse(change) as HealthChange,
    };
  }
  if (seal !== null) {
    return { ...base, kind: 'seal', seal: JSON.parse(seal) as AuditSeal };
  }
  const row = await knex<RunRow>('runs')
    .where({ id: run_id ?? '' })
    .first();
  const event = await knex<EventRow>('run_events')
    .where({ run_id: run_id ?? '', seq: seq ?? 0 })
    .first();
  if (!row || !event) return undefined;
  const { owner, input = {} } = (await definitions.read(row.flow_digest)) ?? {};
  return {
    ...base,
    kind: 'run',
    event: toEvent(event),
    run: await readRunAt(knex, row, event.seq),
    inputSchema: input,
    ...(owner && { owner }),
  };
}

/** Reads the run as that event left it, however far it has come since. */
async function readRunAt(knex: Knex, row: RunRow, seq: number): Promise<Run> {
  if (row.last_seq === seq) return readRun(knex, row);
  const events = await knex<EventRow>('run_events')
    .where({ run_id: row.id })
    .andWhere('seq', '<=', seq)
    .orderBy('seq');
  const run = events.reduce<Run | undefined>(
    (state, event) => applyRunEvent(state, toEvent(event)),
    undefined,
  );
  return { ...(run ?? (JSON.parse(row.state) as Run)), lastSeq: seq };
}

function toEvent({ seq, at, fact }: EventRow) {
  return { ...(JSON.parse(fact) as RunFact), seq, at: toIso(at) };
}
