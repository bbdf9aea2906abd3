import type {
  AuditSeal,
  Run,
  RunEvent,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { applyRunEvent } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { HealthChange, OutboxEvent } from '../../ports';
import { readCompactedEvents, readState } from '../compaction';
import { toEvent, type EventRow, type RunRow } from '../rows';
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
  const event = row && (await readEventAt(knex, row.id, seq ?? 0));
  if (!event) return undefined;
  const { owner, input = {} } = (await definitions.read(row.flow_digest)) ?? {};
  return {
    ...base,
    kind: 'run',
    event,
    run: await readRunAt(knex, row, event.seq),
    inputSchema: input,
    ...(owner && { owner }),
  };
}

async function readEventAt(
  knex: Knex,
  runId: string,
  seq: number,
): Promise<RunEvent | undefined> {
  const find = () =>
    knex<EventRow>('run_events').where({ run_id: runId, seq }).first();
  const row = await find();
  if (row) return toEvent(row);
  const range = { from: seq, to: seq };
  const [event] = await readCompactedEvents(knex, runId, range);
  if (event) return event;
  // It may have been expanded meanwhile.
  const expanded = await find();
  return expanded && toEvent(expanded);
}

/** Reads the run as that event left it, however far it has come since. */
async function readRunAt(knex: Knex, row: RunRow, seq: number): Promise<Run> {
  if (row.last_seq === seq) return readRun(knex, row);
  const rows = await knex<EventRow>('run_events')
    .where({ run_id: row.id })
    .andWhere('seq', '<=', seq)
    .orderBy('seq');
  const events = rows.map(toEvent);
  if (events[0]?.seq !== 1) {
    // Compacted entries are the first, and are read last: some may have been moved meanwhile.
    const to = events[0] ? events[0].seq - 1 : seq;
    const range = { from: 1, to };
    events.unshift(...(await readCompactedEvents(knex, row.id, range)));
  }
  const run = events.reduce<Run | undefined>(applyRunEvent, undefined);
  return { ...(run ?? readState(row)), lastSeq: seq };
}
