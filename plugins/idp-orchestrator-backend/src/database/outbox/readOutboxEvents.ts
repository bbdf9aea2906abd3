import {
  applyRunEvent,
  type AuditSeal,
  type Run,
  type RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { HealthChange, OutboxEvent } from '../../ports';
import { toIso, type EventRow, type RunRow } from '../rows';
import type { StoredDefinitions } from '../StoredDefinitions';
import type { OutboxRow } from './outboxTables';

/** What the outbox tells of an event of a run. */
type Told = Omit<Extract<OutboxEvent, { kind: 'run' }>, 'id' | 'at'>;

/** A run that events of the outbox are about. */
type ToldRun = Pick<RunRow, 'id' | 'flow_digest' | 'state'>;

/** The part of a run's history that has to be read to tell some of its events. */
interface Replay {
  row: ToldRun;
  /** The numbers of the events that are told. */
  told: ReadonlySet<number>;
  /** The run that events are folded into; absent when they begin with its creation. */
  state?: Run;
  /** Events after this number are read, up to and with `upTo`. */
  after: number;
  upTo: number;
}

/** So many events are read with one statement, unless those of one run are more. */
const MOST_EVENTS = 1_000;

/**
 * Reads the events that these rows are about, those of all runs together; what
 * is about a run that was removed meanwhile is left out.
 */
export async function readOutboxEvents(
  knex: Knex,
  definitions: StoredDefinitions,
  rows: OutboxRow[],
): Promise<OutboxEvent[]> {
  const replays = (await readRuns(knex, rows)).map(run => toReplay(run, rows));
  const told = new Map<string, Told>();
  for (const some of inGroups(replays)) {
    const events = await readEvents(knex, some);
    for (const one of some) {
      const own = events.get(one.row.id) ?? [];
      for (const event of await tell(definitions, one, own)) {
        told.set(keyOf(one.row.id, event.event.seq), event);
      }
    }
  }
  return rows.flatMap(row => toOutboxEvent(row, told) ?? []);
}

function toOutboxEvent(
  { id, at, change, seal, run_id, seq }: OutboxRow,
  told: ReadonlyMap<string, Told>,
): OutboxEvent | undefined {
  const base = { id, at: Number(at) };
  if (change !== null) {
    const read = JSON.parse(change) as HealthChange;
    return { ...base, kind: 'service', change: read };
  }
  if (seal !== null) {
    return { ...base, kind: 'seal', seal: JSON.parse(seal) as AuditSeal };
  }
  const event = told.get(keyOf(run_id, seq));
  return event && { ...base, ...event };
}

function keyOf(runId: string | null, seq: number | null): string {
  return `${runId} ${seq}`;
}

async function readRuns(knex: Knex, rows: OutboxRow[]): Promise<ToldRun[]> {
  const ids = new Set(rows.flatMap(({ run_id }) => run_id ?? []));
  if (ids.size === 0) return [];
  return knex<RunRow>('runs')
    .whereIn('id', [...ids])
    .select<ToldRun[]>('id', 'flow_digest', 'state');
}

/**
 * Decides which events of a run have to be read. The state that is stored with
 * the run is taken where it is not beyond the first that is told: a run that
 * has come far is not folded from its creation for what happens at its end.
 */
function toReplay(row: ToldRun, rows: OutboxRow[]): Replay {
  const told = new Set(
    rows.flatMap(({ run_id, seq }) => (run_id === row.id ? (seq ?? 0) : [])),
  );
  const first = Math.min(...told);
  const upTo = Math.max(...told);
  const state = JSON.parse(row.state) as Run;
  return state.lastSeq > first
    ? { row, told, after: 0, upTo }
    : { row, told, state, after: Math.min(state.lastSeq, first - 1), upTo };
}

function inGroups(replays: Replay[]): Replay[][] {
  const groups: Replay[][] = [];
  let size = MOST_EVENTS;
  for (const one of replays) {
    const events = one.upTo - one.after;
    if (size + events > MOST_EVENTS) {
      groups.push([]);
      size = 0;
    }
    groups[groups.length - 1].push(one);
    size += events;
  }
  return groups;
}

async function readEvents(
  knex: Knex,
  replays: Replay[],
): Promise<Map<string, EventRow[]>> {
  const query = knex<EventRow>('run_events').orderBy(['run_id', 'seq']);
  for (const { row, after, upTo } of replays) {
    query.orWhere(own =>
      own
        .where({ run_id: row.id })
        .andWhere('seq', '>', after)
        .andWhere('seq', '<=', upTo),
    );
  }
  return Map.groupBy(await query, ({ run_id }) => run_id);
}

/** Folds a run's events; returns those that are told, each with the run as it left it. */
async function tell(
  definitions: StoredDefinitions,
  { row, told, state }: Replay,
  events: EventRow[],
): Promise<Told[]> {
  const definition = await definitions.read(row.flow_digest);
  const { owner, input: inputSchema = {} } = definition ?? {};
  const found: Told[] = [];
  let run = state;
  for (const event of events.map(toEvent)) {
    run = applyRunEvent(run, event);
    if (told.has(event.seq)) {
      found.push({
        kind: 'run',
        event,
        run,
        inputSchema,
        ...(owner && { owner }),
      });
    }
  }
  return found;
}

function toEvent({ seq, at, fact }: EventRow) {
  return { ...(JSON.parse(fact) as RunFact), seq, at: toIso(at) };
}
