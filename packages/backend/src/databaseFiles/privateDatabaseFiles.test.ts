import { chmod, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { privateDatabaseFiles } from './privateDatabaseFiles';

let folder: string;
const mask = process.umask(0);
beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'files-')), 'sqlite');
});
afterEach(() => rm(path.dirname(folder), { recursive: true }));
afterAll(() => process.umask(mask));

/** Writes as a plugin of Backstage does, with a journal beside its file. */
const writer = createBackendPlugin({
  pluginId: 'writer',
  register(env) {
    env.registerInit({
      deps: {
        database: coreServices.database,
        lifecycle: coreServices.lifecycle,
      },
      async init({ database, lifecycle }) {
        const knex = await database.getClient();
        lifecycle.addShutdownHook(() => knex.destroy());
        await knex.raw('PRAGMA journal_mode = WAL');
        await knex.schema.createTable('secrets', table => table.text('secret'));
      },
    });
  },
});

async function start() {
  const logger = mockServices.rootLogger.mock();
  logger.child.mockReturnValue(logger);
  const backend = await startTestBackend({
    features: [
      privateDatabaseFiles,
      databaseServiceFactory,
      writer,
      logger.factory,
      mockServices.rootConfig.factory({
        data: {
          backend: {
            baseUrl: 'http://localhost',
            database: {
              client: 'better-sqlite3',
              connection: { directory: folder },
            },
          },
        },
      }),
    ],
  });
  return { backend, logger };
}

const modeOf = async (file: string) =>
  ((await stat(file)).mode & 0o777).toString(8);

const modes = async () => {
  const names = (await readdir(folder)).sort();
  const files = names.map(name => path.join(folder, name));
  return Object.fromEntries(
    await Promise.all(
      files.map(async file => [path.basename(file), await modeOf(file)]),
    ),
  );
};

describe('The files of the databases', () => {
  it('are for their owner only, under a umask that would let everyone read', async () => {
    const { backend, logger } = await start();
    expect(logger.warn).not.toHaveBeenCalled();
    expect(await modeOf(folder)).toBe('700');
    expect(await modes()).toEqual({
      'writer.sqlite': '600',
      'writer.sqlite-shm': '600',
      'writer.sqlite-wal': '600',
    });
    await backend.stop();
  });

  it('are closed also in a folder that others may look into, which is told', async () => {
    await mkdir(folder);
    await chmod(folder, 0o755);
    const { backend, logger } = await start();
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(`chmod 700 '${folder}'`),
    );
    expect(await modeOf(folder)).toBe('755');
    expect(Object.values(await modes())).not.toContain('666');
    expect(await modes()).toMatchObject({ 'writer.sqlite': '600' });
    await backend.stop();
  });
});
