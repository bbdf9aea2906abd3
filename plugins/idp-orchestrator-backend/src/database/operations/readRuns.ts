import {
  applyRunEvent,
  isRunFinished,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import {
  readState,
  readStateForList,
  type StateRow as StateColumns,
} from '../compaction';
import { toEvent, type EventRow, type RunRow } from '../rows';
import { rowsOf, type Write } from '../writes';

type StateRow = StateColumns & Pick<RunRow, 'last_seq'>;

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
 * read later than the rows; those that are compacted are in the state. A run
 * that is unreadable is in the list with the reason.
 */
export function readRuns(knex: Knex, rows: RunRow[]): Promise<Run[]> {
  return foldRuns(knex, rows, readStateForList);
}

/** @throws UnreadableRunError when it is compacted and cannot be read */
export async function readRun(knex: Knex, row: RunRow): Promise<Run> {
  const [run] = await foldRuns(knex, [row], readState);
  return run;
}

async function foldRuns(
  knex: Knex,
  rows: RunRow[],
  read: (row: RunRow) => Run,
): Promise<Run[]> {
  const runs = new Map(rows.map(row => [row.id, read(row)]));
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
    ...(runs.get(row.id) ?? read(row)),
    lastSeq: row.last_seq,
  }));
}

/** Reads a run within a write. */
export function* readRunInTurn(knex: Knex, row: StateRow): Write<Run> {
  const state = readState(row);
  const runs = new Map([[row.id, state]]);
  const events =
    row.last_seq > state.lastSeq
      ? yield* rowsOf<EventRow>(readEventsAfter(knex, [row], runs))
      : [];
  const run = events.map(toEvent).reduce(applyRunEvent, state);
  return { ...run, lastSeq: row.last_seq };
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
