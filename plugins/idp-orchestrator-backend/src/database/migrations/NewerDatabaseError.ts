import { ConflictError } from '@backstage/errors';
import type { SchemaChangeRow } from './schemaChanges';

/**
 * Says that a newer version has changed the database in a way that this one
 * cannot work with. Its words are meant for whoever runs the portal, and for
 * callers.
 */
export class NewerDatabaseError extends ConflictError {
  constructor(
    version: string,
    /** The migrations in the way, by name. */
    readonly migrations: string[],
    changes: SchemaChangeRow[],
  ) {
    const newest = changes.find(({ migration }) =>
      migrations.includes(migration),
    );
    const by = newest ? `version ${newest.version}` : 'a newer version';
    const since = newest && new Date(Number(newest.at)).toISOString();
    super(
      `The orchestrator cannot start: its database was changed by ${by}, and this version, ${version}, cannot work with ${listed(migrations)}. Nothing was changed, and scripts that run go on. Start ${newest ? `version ${newest.version} or a later one` : 'the newer version'} again, or restore a backup of the database from before ${since ?? 'it was started'}; see docs/upgrades.md`,
    );
  }
}

function listed(migrations: string[]): string {
  const names = migrations.map(name => name.replace(/\.js$/, ''));
  return names.length === 1
    ? `the change ${names[0]}`
    : `the changes ${names.join(', ')}`;
}
