import { chmod, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import createKnex from 'knex';
import { startTestOrchestrator } from '../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

let folder: string;
const mask = process.umask(0o022);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'idp-open-'));
});
afterEach(() => rm(folder, { recursive: true }));
afterAll(() => process.umask(mask));

/** Starts the plugin with spool and database in the folder; what it warned of. */
async function warningsOfStart(): Promise<string[]> {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename: path.join(folder, 'db.sqlite') },
    useNullAsDefault: true,
  });
  const idp = await startTestOrchestrator({
    scripts: {},
    config: { spoolDirectory: path.join(folder, 'spool') },
    services: [logger.factory],
    database: knex,
  });
  await idp.stop();
  return logger.warn.mock.calls
    .map(([text]) => text)
    .filter(text => text.includes('Other users'));
}

const modeOf = async (file: string) => (await stat(file)).mode & 0o777;

describe('The files of the plugin', () => {
  it('that others can read are told, with what closes them', async () => {
    await chmod(folder, 0o755);
    const spool = path.join(folder, 'spool');
    await mkdir(spool);
    const [ofSpool, ofDatabase, ...more] = await warningsOfStart();
    expect(ofSpool).toContain(`chmod 700 '${spool}'`);
    expect(ofDatabase).toContain(`chmod 600 '${folder}/db.sqlite'`);
    expect(more).toEqual([]);
    expect(await modeOf(spool)).toBe(0o755);
  });

  it('are no matter where a folder above them is closed', async () => {
    await mkdir(path.join(folder, 'spool'));
    expect(await warningsOfStart()).toEqual([]);
  });

  it('have a spool for their owner only when it is made', async () => {
    await chmod(folder, 0o777);
    const [ofDatabase, ...more] = await warningsOfStart();
    expect(ofDatabase).toContain('db.sqlite');
    expect(more).toEqual([]);
    expect(await modeOf(path.join(folder, 'spool'))).toBe(0o700);
  });
});
