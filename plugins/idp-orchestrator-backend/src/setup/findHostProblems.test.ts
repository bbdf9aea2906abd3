import { access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { findHostProblems } from './findHostProblems';

describe('The problems of a host', () => {
  const sourcesOf = async (files: Parameters<typeof findHostProblems>[0]) =>
    (await findHostProblems(files)).map(({ source }) => source);

  it('are none where everything survives', async () => {
    const spoolDirectory = process.cwd();
    for (const databaseFile of [undefined, '/var/lib/idp.sqlite']) {
      expect(await sourcesOf({ databaseFile, spoolDirectory })).toEqual([]);
    }
  });

  it('are a database in memory and a spool that is emptied', async () => {
    const files = { databaseFile: ':memory:', spoolDirectory: tmpdir() };
    const [database, spool, ...more] = await findHostProblems(files);
    expect(database.message).toContain('configure PostgreSQL');
    expect(spool.message).toContain('choose a folder that stays');
    expect(more).toEqual([]);
  });

  it('are a spool in a file system that is in memory', async () => {
    // The one place of Linux that always is.
    await access('/dev/shm');
    expect(await sourcesOf({ spoolDirectory: '/dev/shm' })).toEqual([
      'idpOrchestrator.spoolDirectory',
    ]);
  });
});
