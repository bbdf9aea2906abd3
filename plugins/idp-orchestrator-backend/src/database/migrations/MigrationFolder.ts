import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { recordChange, type Compatibility } from './schemaChanges';

/** A migration as its file exports it. */
export interface MigrationFile extends Knex.Migration {
  /** Counts as breaking when absent. */
  compatibility?: Compatibility;
}

const OWN_PACKAGE = '@idp/backstage-plugin-idp-orchestrator-backend';

/** The folder of the migrations that this version has. */
export const OWN_FOLDER = resolvePackagePath(OWN_PACKAGE, 'migrations');

/**
 * Gives knex the migrations of a folder, by the names of their files, as its own
 * source does. Each writes, in the commit that it is, what it leaves to versions
 * that do not know it.
 */
export class MigrationFolder implements Knex.MigrationSource<string> {
  constructor(
    private readonly folder: string,
    /** The version of the plugin that has the folder. */
    private readonly version: string,
  ) {}

  async getMigrations(): Promise<string[]> {
    const names = await readdir(this.folder);
    return names.filter(name => name.endsWith('.js')).sort();
  }

  getMigrationName(name: string): string {
    return name;
  }

  async getMigration(name: string): Promise<Knex.Migration> {
    const file = await this.read(name);
    return {
      ...file,
      up: async knex => {
        await file.up(knex);
        await recordChange(knex, {
          migration: name,
          compatibility: file.compatibility ?? 'breaking',
          version: this.version,
        });
      },
    };
  }

  async read(name: string): Promise<MigrationFile> {
    return require(path.join(this.folder, name));
  }
}
