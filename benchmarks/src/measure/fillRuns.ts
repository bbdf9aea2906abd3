import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';

/** Copied with one statement. */
const BATCH = 10_000;
const NOTICE_MS = 500;

/**
 * Copies a finished run, with its events and log, under the numbers `from` to `to`:
 * each copy a second older than the one before.
 */
export async function fillRuns(
  knex: Knex,
  runId: string,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const dialect = isSqlite(knex) ? SQLITE : POSTGRES;
  const run = await knex('runs').where({ id: runId }).first();
  const event = await knex('run_events').where({ run_id: runId }).first();
  if (!run?.finished_at || !event) throw new Error(`${runId} cannot be copied`);
  const runs = copyOf('runs', run, {
    id: dialect.id,
    idempotency_key: 'null',
    state: `replace(state, id, ${dialect.id})`,
    created_at: 'created_at - n * 1000',
    finished_at: 'finished_at - n * 1000',
  });
  const events = copyOf('run_events', event, { run_id: dialect.id });
  const chunk = await knex('run_log_chunks').where({ run_id: runId }).first();
  const log = chunk && copyOf('run_log_chunks', chunk, { run_id: dialect.id });
  for (let first = from; first <= to; first += BATCH) {
    const last = Math.min(first + BATCH - 1, to);
    const numbers = dialect.numbers(first, last);
    await knex.raw(`${runs} cross join ${numbers} where id = ?`, [runId]);
    for (const entries of log ? [events, log] : [events]) {
      const copies = `${entries} cross join ${numbers} where run_id = ?`;
      await knex.raw(copies, [runId]);
    }
  }
  // SQLite kept this process from noticing which connections were closed meanwhile.
  await sleep(NOTICE_MS);
}

const SQLITE = {
  id: "printf('00000000-0000-7000-8000-%012x', n)",
  numbers: (first: number, last: number) =>
    `(with recursive counted(n) as (select ${first} union all select n + 1 from counted where n < ${last}) select n from counted)`,
};

const POSTGRES = {
  id: "('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))",
  numbers: (first: number, last: number) =>
    `generate_series(${first}, ${last}) as numbers(n)`,
};

/** Every column as it is, but for those that are told otherwise. */
function copyOf(
  table: string,
  row: object,
  changes: Record<string, string>,
): string {
  const names = Object.keys(row);
  const values = names.map(name => changes[name] ?? name);
  return `insert into ${table} (${names.join(', ')}) select ${values.join(', ')} from ${table}`;
}

function isSqlite(knex: Knex): boolean {
  return String(knex.client.config.client).includes('sqlite');
}
