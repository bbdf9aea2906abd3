import type { Knex } from 'knex';
import { systemClock } from '../../waiting/systemClock';

/**
 * What a migration leaves to versions that do not know it: `expand` only adds,
 * so that they go on; `contract` takes away what is no longer used by versions
 * that have another migration, which go on; none goes on after a `breaking` one.
 */
export type Compatibility = 'expand' | 'breaking' | { contract: string };

/** A row of the changes of the schema, as the migration defines it. PostgreSQL gives big integers as strings. */
export interface SchemaChangeRow {
  migration: string;
  compatibility: string;
  since: string | null;
  version: string;
  at: number | string;
}

const TABLE = 'schema_changes';

/**
 * Writes what a migration leaves to versions that do not know it. Versions from
 * before the table know no migration that is newer than it.
 */
export async function recordChange(
  knex: Knex,
  change: { migration: string; compatibility: Compatibility; version: string },
): Promise<void> {
  if (!(await knex.schema.hasTable(TABLE))) return;
  const { compatibility } = change;
  const isContract = typeof compatibility === 'object';
  await knex<SchemaChangeRow>(TABLE)
    .insert({
      migration: change.migration,
      compatibility: isContract ? 'contract' : compatibility,
      since: isContract ? compatibility.contract : null,
      version: change.version,
      at: systemClock.now(),
    })
    .onConflict('migration')
    .merge();
}

export async function readChanges(knex: Knex): Promise<SchemaChangeRow[]> {
  if (!(await knex.schema.hasTable(TABLE))) return [];
  return knex<SchemaChangeRow>(TABLE).orderBy('migration');
}

/** Reads what a migration leaves to versions that do not know it; undefined when it says nothing. */
export function readChange(
  knex: Knex,
  migration: string,
): Promise<SchemaChangeRow | undefined> {
  return knex<SchemaChangeRow>(TABLE).where({ migration }).first();
}

/** Changes what a migration leaves to versions that do not know it, since its data has changed. */
export async function changeCompatibility(
  knex: Knex,
  migration: string,
  change: Pick<SchemaChangeRow, 'version' | 'at'> & {
    compatibility: 'expand' | 'breaking';
  },
): Promise<void> {
  await knex<SchemaChangeRow>(TABLE).where({ migration }).update(change);
}
