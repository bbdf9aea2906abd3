import {
  applyRunEvent,
  isRunFinished,
  type Run,
  type RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { toIso, type EventRow, type RunRow } from '../rows';
import { rowsOf, type Write } from '../writes';

type StateRow = Pick<RunRow, 'id' | 'state' | 'last_seq'>;

const STATE_EVERY = 32;

/**
 * Decides whether the state is stored anew with what leads from `before` to
 * `after`. It grows with the number of steps, and so do the pauses between:
 * however many steps a run has, what is written for one of them stays the same.
 * A run that is over is one row.
 */
export function isStateDue(before: Run, after: Run): boolean {
  const every = Math.max(STATE_EVERY, after.steps.length);
  const isPassed =
    Math.floor(before.lastSeq / every) < Math.floor(after.lastSeq / every);
  return isPassed || isRunFinished(after);
}

/** The number of rows asked for with one statement; databases limit its parts. */
const BATCH = 100;

/**
 * Makes the runs of these rows: the state that each holds, and folded into it
 * what came after. Events never change, so it does not matter that they are
 * read later than the rows.
 */
export async function readRuns(knex: Knex, rows: StateRow[]): Promise<Run[]> {
  const runs = new Map(rows.map(row => [row.id, parseState(row)]));
  const behind = rows.filter(
    row => row.last_seq > (runs.get(row.id)?.lastSeq ?? 0),
  );
  for (let first = 0; first < behind.length; first += BATCH) {
    const some = behind.slice(first, first + BATCH);
    for (const event of await readEventsAfter(knex, some, runs)) {
      const run = applyRunEvent(runs.get(event.run_id), toEvent(event));
      runs.set(event.run_id, run);
    }
  }
  return rows.map(row => ({
    ...(runs.get(row.id) ?? parseState(row)),
    lastSeq: row.last_seq,
  }));
}

export async function readRun(knex: Knex, row: StateRow): Promise<Run> {
  const [run] = await readRuns(knex, [row]);
  return run;
}

/** Reads a run within a write. */
export function* readRunInTurn(knex: Knex, row: StateRow): Write<Run> {
  const state = parseState(row);
  const runs = new Map([[row.id, state]]);
  const events =
    row.last_seq > state.lastSeq
      ? yield* rowsOf<EventRow>(readEventsAfter(knex, [row], runs))
      : [];
  const run = events.map(toEvent).reduce(applyRunEvent, state);
  return { ...run, lastSeq: row.last_seq };
}

function parseState(row: StateRow): Run {
  return JSON.parse(row.state) as Run;
}

function readEventsAfter(
  knex: Knex,
  rows: StateRow[],
  runs: ReadonlyMap<string, Run>,
): Knex.QueryBuilder<EventRow, EventRow[]> {
  const query = knex<EventRow>('run_events').orderBy(['run_id', 'seq']);
  for (const { id, last_seq } of rows) {
    query.orWhere(own =>
      own
        .where({ run_id: id })
        .andWhere('seq', '>', runs.get(id)?.lastSeq ?? 0)
        .andWhere('seq', '<=', last_seq),
    );
  }
  return query;
}

function toEvent({ seq, at, fact }: EventRow) {
  return { ...(JSON.parse(fact) as RunFact), seq, at: toIso(at) };
}
