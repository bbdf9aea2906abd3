import type { Knex } from 'knex';
import { version } from '../../../package.json';
import { changeCompatibility, readChange } from '../migrations/schemaChanges';
import { FORMAT } from './codec';

/** The migration that made the tables of compacted runs. */
const MIGRATION = '20261127110000_compacted_runs.js';

/** So long (ms) after its start each process has reported itself. */
const SETTLE_MS = 30_000;

/**
 * Tells whether runs may be compacted now. Versions that do not know it would
 * show such runs without their entries. So it waits until all processes that
 * are there can read them, and for `afterMs` since the upgrade, within which one
 * can go back to an older version as if nothing had been. Then it says that
 * there is no way back, and waits once more, for those that were started before
 * they could hear of that.
 */
export async function mayCompact(
  knex: Knex,
  { now, afterMs }: { now: number; afterMs: number },
): Promise<boolean> {
  const older = await knex('workers')
    .where('reads_format', '<', FORMAT)
    .first('name');
  if (older) return false;
  const change = await readChange(knex, MIGRATION);
  // Other versions take it for breaking when nothing is said.
  if (!change) return true;
  const passed = Math.abs(now - Number(change.at));
  if (change.compatibility === 'breaking') return passed >= SETTLE_MS;
  if (passed >= afterMs) {
    const compatibility = 'breaking';
    const said = { compatibility, version, at: now } as const;
    await changeCompatibility(knex, MIGRATION, said);
  }
  return false;
}

/** Says that older versions can work with the database again, when no run is compacted any more. */
export async function allowOlder(knex: Knex, now: number): Promise<void> {
  const change = await readChange(knex, MIGRATION);
  if (change?.compatibility !== 'breaking') return;
  const compacted = await knex('compacted_entries').first('run_id');
  if (compacted) return;
  const compatibility = 'expand';
  const said = { compatibility, version, at: now } as const;
  await changeCompatibility(knex, MIGRATION, said);
}
