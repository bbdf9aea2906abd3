import type { Knex } from 'knex';
import { sqlite } from '../../__testUtils__/databases';
import {
  listOwnMigrations,
  MigrationFolders,
} from '../../__testUtils__/migrationFolders';
import { migrate } from './migrate';
import { MigrationFolder, OWN_FOLDER } from './MigrationFolder';
import { NewerDatabaseError } from './NewerDatabaseError';

const NEWER = '29990101000000_newer.js';

describe('The migrations', () => {
  const database = sqlite();
  const folders = new MigrationFolders();
  let knex: Knex;

  beforeAll(() => database.start());
  beforeEach(async () => {
    knex = await database.create();
  });
  afterAll(async () => {
    await folders.remove();
    await database.stop();
  });

  /** What a version that has one migration more leaves to this one. */
  const upgrade = async (compatibility: string | undefined) => {
    const folder = await folders.newer(
      NEWER,
      `await knex.schema.createTable('later', table => table.text('x'));`,
      compatibility && `exports.compatibility = ${compatibility};`,
    );
    await migrate(knex, { folder, version: '9.8.7' });
  };

  it('each say what they leave to versions that do not know them', async () => {
    const names = await listOwnMigrations();
    const source = new MigrationFolder(OWN_FOLDER, '1.0.0');
    for (const name of names) {
      const { compatibility } = await source.read(name);
      const said =
        typeof compatibility === 'object'
          ? compatibility.contract
          : compatibility;
      expect([name, ['expand', 'breaking', ...names]]).toEqual([
        name,
        expect.arrayContaining([said]),
      ]);
    }
  });

  it('are as they were for a version that does nothing new', async () => {
    await migrate(knex);
    const done = await knex('knex_migrations').pluck('name');
    expect(done).toEqual(await listOwnMigrations());
  });

  it.each([
    ['only adds', `'expand'`],
    [
      'takes away what this one does not use any more',
      `{ contract: '20261127000000_schema_changes.js' }`,
    ],
  ])('of a newer version that %s are let be', async (_, compatibility) => {
    await upgrade(compatibility);
    const info = jest.fn();
    await migrate(knex, { logger: { info } });
    expect(info).toHaveBeenCalledWith(
      expect.stringContaining('29990101000000_newer'),
    );
    expect(await knex.schema.hasTable('later')).toBe(true);
    expect(await knex('knex_migrations').pluck('name')).toContain(NEWER);
  });

  it.each([
    ['changes what this one needs', `'breaking'`],
    [
      'takes away what this one still uses',
      `{ contract: '29980101000000_in_between.js' }`,
    ],
    ['does not say what it leaves', undefined],
  ])('of a newer version that %s are in the way', async (_, compatibility) => {
    await upgrade(compatibility);
    const refused = migrate(knex, { version: '1.2.3' });
    await expect(refused).rejects.toThrow(NewerDatabaseError);
    await expect(refused).rejects.toThrow(
      /by version 9\.8\.7, and this version, 1\.2\.3, cannot work with the change 29990101000000_newer\..*Start version 9\.8\.7 or a later one again, or restore a backup of the database from before 20/,
    );
    const looking = migrate(knex, { skip: true });
    await expect(looking).rejects.toThrow(NewerDatabaseError);
  });

  it('of which nothing is known are in the way, by name', async () => {
    await knex('knex_migrations').insert({
      name: '29991231000000_by_hand.js',
      batch: 9,
      migration_time: new Date(),
    });
    await expect(migrate(knex)).rejects.toThrow(
      /by a newer version.*29991231000000_by_hand\./,
    );
  });

  it('of a version that failed half-way leave nothing', async () => {
    const folder = await folders.newer(
      NEWER,
      `await knex.schema.createTable('later', table => table.text('x')); throw new Error('no');`,
      `exports.compatibility = 'breaking';`,
    );
    await expect(migrate(knex, { folder })).rejects.toThrow('no');
    expect(await knex.schema.hasTable('later')).toBe(false);
    await migrate(knex);
    expect(await knex('schema_changes').pluck('migration')).not.toContain(
      NEWER,
    );
  });
});
