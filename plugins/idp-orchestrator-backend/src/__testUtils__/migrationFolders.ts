import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import createKnex, { type Knex } from 'knex';
import { OWN_FOLDER } from '../database/migrations/MigrationFolder';
import type { TestDatabaseKind, TestPostgres } from './databases';

/** Folders of migrations as other versions of the plugin have them. */
export class MigrationFolders {
  readonly #made: string[] = [];

  /** That of a version which has one migration more: some lines of it, after its `up`. */
  async newer(name: string, up: string, more = ''): Promise<string> {
    const folder = await this.#make();
    await cp(OWN_FOLDER, folder, { recursive: true });
    await writeFile(
      path.join(folder, name),
      `exports.up = async knex => { ${up} };\nexports.down = async () => {};\n${more}\n`,
    );
    return folder;
  }

  /** That of the version which had these only. */
  async older(...names: string[]): Promise<string> {
    const folder = await this.#make();
    for (const name of names) {
      await cp(path.join(OWN_FOLDER, name), path.join(folder, name));
    }
    return folder;
  }

  async remove(): Promise<void> {
    await Promise.all(
      this.#made.splice(0).map(folder => rm(folder, { recursive: true })),
    );
  }

  async #make(): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'idp-migrations-'));
    this.#made.push(folder);
    return folder;
  }
}

/** Lists the migrations of this version. */
export async function listOwnMigrations(): Promise<string[]> {
  return (await readdir(OWN_FOLDER)).sort();
}

/** Takes all tables of a database away, so that another version can make its own. */
export async function empty(knex: Knex): Promise<void> {
  await knex.migrate.rollback({ directory: OWN_FOLDER }, true);
}

/** Opens a database a second time, as another process does. */
export function openAgain(kind: TestDatabaseKind, knex: Knex): Knex {
  const connectionOf = (kind as Partial<TestPostgres>).connectionOf;
  if (connectionOf) return createKnex(connectionOf(knex));
  const { filename } = knex.client.config.connection;
  return createKnex({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  });
}
