import type {
  FeedEntry,
  Run,
  RunEvent,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { TypedTable } from '../operations/insertFrom';
import { SERVICE_CHANGES } from '../operations/serviceChanges';

/** What a run did to a service, beside that it was to. */
interface TouchRow {
  service: string;
  environment: string;
  created_at: number;
  run_id: string;
  touched_at: number;
  step_id: string;
  what: string;
}

interface WantedRow {
  environment: string;
  service: string;
  state: string;
  since: number;
  run_id: string;
  step_id: string;
  initiator: string;
  reason: string | null;
  until: number | null;
}

/** Rows of a table of which the newest for each key is kept, whichever comes first. */
export interface Upsert {
  table: TypedTable<object> & { onConflict: string };
  rows: object[];
}

const TOUCHES: TypedTable<TouchRow> & { onConflict: string } = {
  table: SERVICE_CHANGES.table,
  types: {
    ...SERVICE_CHANGES.types,
    touched_at: 'bigint',
    step_id: 'text',
    what: 'text',
  },
  onConflict: `on conflict (service, environment, created_at, run_id) do update set
    touched_at = excluded.touched_at, step_id = excluded.step_id, what = excluded.what
    where service_changes.touched_at is null or service_changes.touched_at <= excluded.touched_at`,
};

const WANTED: TypedTable<WantedRow> & { onConflict: string } = {
  table: 'service_wanted',
  types: {
    environment: 'text',
    service: 'text',
    state: 'text',
    since: 'bigint',
    run_id: 'text',
    step_id: 'text',
    initiator: 'text',
    reason: 'text',
    until: 'bigint',
  },
  onConflict: `on conflict (environment, service) do update set
    state = excluded.state, since = excluded.since, run_id = excluded.run_id, step_id = excluded.step_id,
    initiator = excluded.initiator, reason = excluded.reason, until = excluded.until
    where service_wanted.since <= excluded.since`,
};

/** The longest name of a service that the tables take. */
const LONGEST_NAME = 100;
const LONGEST_WHAT = 500;

type Touch = Extract<RunEvent, { type: 'step.touched' }>;

/** Tells whether some of these entries say what was done to a service. */
export function areTouches(entries: FeedEntry[]): boolean {
  return entries.some(isTouch);
}

function isTouch(entry: FeedEntry): entry is { kind: 'event'; event: Touch } {
  return entry.kind === 'event' && entry.event.type === 'step.touched';
}

/**
 * Makes what is written in the commit of a run's entries where they say what
 * was done to services: one row of each table for a service, since one
 * statement may change no row twice; in the order of their names, so that of
 * two runs which write at once neither waits for the other in a circle.
 */
export function toUpserts(run: Run, entries: FeedEntry[]): Upsert[] {
  if (run.dryRun || !areTouches(entries)) return [];
  const touches = entries
    .filter(isTouch)
    .map(({ event }) => event)
    .filter(({ service }) => service.length <= LONGEST_NAME);
  const did = touches.filter(({ nothingToDo }) => !nothingToDo);
  const meant = touches.filter(({ wanted }) => wanted !== undefined);
  return [
    { table: TOUCHES, rows: newestOf(did).map(one => toTouchRow(run, one)) },
    { table: WANTED, rows: newestOf(meant).map(one => toWantedRow(run, one)) },
  ].filter(({ rows }) => rows.length > 0);
}

function newestOf(touches: Touch[]): Touch[] {
  const newest = new Map(touches.map(touch => [touch.service, touch]));
  return [...newest.values()].sort((a, b) => (a.service < b.service ? -1 : 1));
}

function toTouchRow(run: Run, { service, what, at, stepId }: Touch): TouchRow {
  return {
    service,
    environment: run.environment,
    created_at: Date.parse(run.createdAt),
    run_id: run.id,
    touched_at: Date.parse(at),
    step_id: stepId,
    what: what.slice(0, LONGEST_WHAT),
  };
}

function toWantedRow(run: Run, touch: Touch): WantedRow {
  return {
    environment: run.environment,
    service: touch.service,
    state: touch.wanted ?? 'running',
    since: Date.parse(touch.at),
    run_id: run.id,
    step_id: touch.stepId,
    initiator: JSON.stringify(run.initiator),
    reason: run.reason ?? null,
    until: touch.until ? Date.parse(touch.until) : null,
  };
}
