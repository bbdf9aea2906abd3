import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { version as ownVersion } from '../../../package.json';
import { MigrationFolder, OWN_FOLDER } from './MigrationFolder';
import { NewerDatabaseError } from './NewerDatabaseError';
import { readChanges, type SchemaChangeRow } from './schemaChanges';

export interface MigrateOptions {
  logger?: Pick<LoggerService, 'info'>;
  /** The folder and version to migrate to; those of this plugin when absent. */
  folder?: string;
  version?: string;
  /** True when the database is only looked at, since something else migrates it. */
  skip?: boolean;
}

/**
 * Brings the tables up to date. Data of a newer version is left as it is, when
 * this version can work with it.
 *
 * @throws NewerDatabaseError when it cannot
 */
export async function migrate(
  knex: Knex,
  {
    logger,
    folder = OWN_FOLDER,
    version = ownVersion,
    skip,
  }: MigrateOptions = {},
): Promise<void> {
  const source = new MigrationFolder(folder, version);
  const known = await source.getMigrations();
  const done = await listDone(knex);
  const newer = done.filter(name => !known.includes(name));
  if (newer.length > 0) {
    const changes = await readChanges(knex);
    const inTheWay = newer.filter(name => !goesOn(changes, { name, known }));
    if (inTheWay.length > 0) {
      throw new NewerDatabaseError(version, inTheWay, changes);
    }
    logger?.info(
      `The database was changed by a newer version than this one, ${version}, which can work with it as it is: ${newer.join(', ')}`,
    );
  }
  // knex asks the database some ten times before it finds that nothing is to do.
  if (skip || known.every(name => done.includes(name))) return;
  await knex.migrate.latest({
    migrationSource: source,
    // It would take what a newer version did for a damaged folder.
    disableMigrationsListValidation: true,
  });
}

/** Tells whether a version that knows these migrations goes on after another one. */
function goesOn(
  changes: SchemaChangeRow[],
  { name, known }: { name: string; known: string[] },
): boolean {
  const change = changes.find(({ migration }) => migration === name);
  if (change?.compatibility === 'expand') return true;
  return (
    change?.compatibility === 'contract' && known.includes(`${change.since}`)
  );
}

const DONE_TABLE = 'knex_migrations';

/** Lists the migrations that were done, by this version or others. */
async function listDone(knex: Knex): Promise<string[]> {
  if (!(await knex.schema.hasTable(DONE_TABLE))) return [];
  const rows = await knex<{ name: string }>(DONE_TABLE).orderBy('id');
  return rows.map(({ name }) => name);
}
