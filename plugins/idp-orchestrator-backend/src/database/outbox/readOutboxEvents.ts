import {
  applyRunEvent,
  type AuditSeal,
  type Run,
  type RunEvent,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import type { HealthChange, OutboxEvent, ScheduleNews } from '../../ports';
import { readState, UnreadableRunError } from '../compaction';
import type { RunRow } from '../rows';
import type { StoredDefinitions } from '../StoredDefinitions';
import type { OutboxRow } from './outboxTables';
import { readEventRanges, type EventRange } from './readEventRanges';

/** What the outbox tells of an event of a run. */
type Told = Omit<Extract<OutboxEvent, { kind: 'run' }>, 'id' | 'at'>;

/** A run that events of the outbox are about. */
type ToldRun = Pick<RunRow, 'id' | 'flow_digest' | 'state' | 'compacted_state'>;

/** The part of a run's history that has to be read to tell some of its events. */
interface Replay extends EventRange {
  row: ToldRun;
  /** The run that events are folded into; absent when they begin with its creation. */
  state?: Run;
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
  const runs = await readRuns(knex, rows);
  const replays = runs.flatMap(run => toReplay(run, rows) ?? []);
  const told = new Map<string, Told>();
  for (const some of inGroups(replays)) {
    const events = await readEventRanges(knex, some);
    for (const one of some) {
      const own = events.get(one.runId) ?? [];
      for (const event of await tell(definitions, one, own)) {
        told.set(keyOf(one.row.id, event.event.seq), event);
      }
    }
  }
  return rows.flatMap(row => toOutboxEvent(row, told) ?? []);
}

function toOutboxEvent(
  { id, at, change, seal, schedule, run_id, seq }: OutboxRow,
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
  if (schedule !== null) {
    const news = JSON.parse(schedule) as ScheduleNews;
    return { ...base, kind: 'schedule', news };
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
    .select<ToldRun[]>('id', 'flow_digest', 'state', 'compacted_state');
}

/**
 * Decides which events of a run have to be read. The state that is stored with
 * the run is taken where it is not beyond the first that is told: a run that
 * has come far is not folded from its creation for what happens at its end. Of
 * a run whose stored state cannot be read, nothing can be told.
 */
function toReplay(row: ToldRun, rows: OutboxRow[]): Replay | undefined {
  const told = new Set(
    rows.flatMap(({ run_id, seq }) => (run_id === row.id ? (seq ?? 0) : [])),
  );
  const first = Math.min(...told);
  const range = { runId: row.id, told, upTo: Math.max(...told) };
  const state = readKnownState(row);
  if (!state) return undefined;
  return state.lastSeq > first
    ? { ...range, row, after: 0 }
    : { ...range, row, state, after: Math.min(state.lastSeq, first - 1) };
}

function readKnownState(row: ToldRun): Run | undefined {
  try {
    return readState(row);
  } catch (error) {
    if (error instanceof UnreadableRunError) return undefined;
    throw error;
  }
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

/** Folds a run's events; returns those that are told, each with the run as it left it. */
async function tell(
  definitions: StoredDefinitions,
  { row, told, state }: Replay,
  events: RunEvent[],
): Promise<Told[]> {
  const definition = await definitions.read(row.flow_digest);
  const { owner, input: inputSchema = {} } = definition ?? {};
  const found: Told[] = [];
  let run = state;
  for (const event of events) {
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
