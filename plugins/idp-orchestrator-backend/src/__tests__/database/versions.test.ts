import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { RunFact } from '@idp/backstage-plugin-idp-orchestrator-common';
import { Router } from 'express';
import type { Knex } from 'knex';
import { testDatabaseKinds } from '../../__testUtils__/databases';
import {
  MigrationFolders,
  openAgain,
} from '../../__testUtils__/migrationFolders';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';
import { createDatabaseRunStore } from '../../database';
import { migrate } from '../../database/migrations';
import { systemClock } from '../../waiting/systemClock';

jest.setTimeout(120_000);

const EXPANDING = '29990101000000_expanding.js';
const BREAKING = '29990101000000_breaking.js';

const NEWER_FACT = {
  type: 'run.moved',
  to: 'another cluster',
} as unknown as RunFact;

const scripts = {
  awaited: {
    bash: 'echo begun; until [ -e "$FOLDER/go" ]; do sleep 0.05; done; echo went',
  },
};

/** Another plugin of the same Backstage. */
const neighbour = createBackendPlugin({
  pluginId: 'neighbour',
  register(env) {
    env.registerInit({
      deps: { httpRouter: coreServices.httpRouter },
      async init({ httpRouter }) {
        const router = Router();
        router.get('/', (_req, res) => {
          res.json({ isUp: true });
        });
        httpRouter.use(router);
      },
    });
  },
});

describe.each(testDatabaseKinds())('Two versions, on $name', kind => {
  const folders = new MigrationFolders();
  let knex: Knex;

  beforeAll(() => kind.start());
  beforeEach(async () => {
    knex = await kind.create();
  });
  afterAll(async () => {
    await folders.remove();
    await kind.stop();
  });

  const get = (idp: TestOrchestrator, url: string) =>
    fetch(url, { headers: { authorization: `Bearer ${idp.token}` } });

  it('work side by side where the newer one only adds, and the older one starts again', async () => {
    const database = openAgain(kind, knex);
    const idp = await startTestOrchestrator({ scripts, database });
    const { id } = await idp.client.startRun('awaited', {});
    await idp.client.getRun(id);

    const folder = await folders.newer(
      EXPANDING,
      `await knex.schema.alterTable('runs', table => table.string('cluster').notNullable().defaultTo('here'));`,
      `exports.compatibility = 'expand';`,
    );
    await migrate(database, { folder, version: '9.8.7' });
    await createDatabaseRunStore(database, systemClock).appendUnclaimed(
      id,
      () => [NEWER_FACT],
    );
    await idp.client.startRun('awaited', {});
    await writeFile(path.join(idp.folder, 'go'), '');
    const run = await idp.finished(id);
    expect(run.status).toBe('succeeded');
    await idp.stop();

    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    const again = await startTestOrchestrator({
      scripts,
      database: openAgain(kind, knex),
      services: [logger.factory],
    });
    expect(logger.info).toHaveBeenCalledWith(
      expect.stringMatching(/changed by a newer version .*29990101000000/),
    );
    expect(await again.client.getRun(id)).toEqual(run);
    const feed = await get(again, `${again.url}/v1/runs/${id}/events`);
    const { items } = await feed.json();
    const numbers = items.map(
      (item: { event?: { seq: number }; chunk?: { seq: number } }) =>
        (item.event ?? item.chunk)?.seq,
    );
    expect(numbers).toEqual(numbers.map((_: number, at: number) => at + 1));
    expect(items).toContainEqual({
      kind: 'event',
      event: expect.objectContaining(NEWER_FACT),
    });
    await again.stop();
  });

  it('where the newer one breaks something, the older one alone stays closed, and says what to do', async () => {
    const folder = await folders.newer(
      BREAKING,
      `await knex.schema.renameTable('run_events', 'entries');`,
      `exports.compatibility = 'breaking';`,
    );
    await migrate(knex, { folder, version: '9.8.7' });
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    const idp = await startTestOrchestrator({
      scripts,
      database: openAgain(kind, knex),
      features: [neighbour],
      services: [logger.factory],
    });
    const words =
      /changed by version 9\.8\.7, and this version, \d.*29990101000000_breaking.*docs\/upgrades\.md/;
    expect(logger.error).toHaveBeenCalledWith(expect.stringMatching(words));
    const runs = await get(idp, `${idp.url}/v1/runs`);
    expect(runs.status).toBe(503);
    expect((await runs.json()).error.message).toMatch(words);
    const windmill = await fetch(`${idp.url}/windmill/api/version`);
    expect(windmill.status).toBe(503);
    expect(await windmill.text()).toMatch(words);
    const next = await get(
      idp,
      idp.url.replace('/idp-orchestrator', '/neighbour'),
    );
    expect(await next.json()).toEqual({ isUp: true });
    expect(await knex('workers')).toEqual([]);
    await idp.stop();
  });
});
