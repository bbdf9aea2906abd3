import { copyFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

describe('When the SQLite file is taken away while the backend runs', () => {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  let idp: TestOrchestrator;
  let file: string;

  beforeAll(async () => {
    idp = await startTestOrchestrator({
      scripts: {
        hello: { bash: 'echo hello' },
        awaited: {
          bash: 'until [ -e "$FOLDER/go" ]; do sleep 0.05; done; echo went',
        },
      },
      services: [logger.factory],
    });
    file = path.join(idp.folder, 'db.sqlite');
  });
  afterAll(() => idp.stop());

  const start = async () => {
    const response = await fetch(`${idp.url}/v1/flows/hello/runs`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${idp.token}`,
        'content-type': 'application/json',
      },
      body: '{}',
    });
    return { status: response.status, text: await response.text() };
  };
  const startUntil = async (status: number) => {
    let answer = await start();
    while (answer.status !== status) {
      await sleep(100);
      answer = await start();
    }
    return answer.text;
  };

  it.each([
    ['deleted', async () => {}],
    ['replaced', () => copyFile(`${file}.away`, file)],
  ])(
    'one that was %s is told, nothing is started, and all goes on when it is back',
    async (_, replace) => {
      await rm(path.join(idp.folder, 'go'), { force: true });
      logger.error.mockClear();
      const { id } = await idp.client.startRun('awaited', {});
      await rename(file, `${file}.away`);
      await replace();

      // The first may have been met half-way.
      await startUntil(503);
      const refusal = await startUntil(503);
      expect(refusal).toMatch(/Nothing was done.*deleted or replaced/);
      expect(refusal).not.toContain(idp.folder);
      expect(logger.error).toHaveBeenCalledWith(
        expect.stringContaining(`${file} was deleted, moved or replaced`),
      );
      const { status, recommendations } = await idp.client.getHealth({
        refresh: true,
      });
      expect(status).toBe('degraded');
      expect(recommendations[0].text).toMatch(/deleted or replaced/);
      const { items } = await idp.client.listRuns();
      expect(items.map(run => run.id)).toContain(id);

      await writeFile(path.join(idp.folder, 'go'), '');
      await rename(`${file}.away`, file);
      await startUntil(201);
      expect(await idp.finished(id)).toMatchObject({ status: 'succeeded' });
    },
  );
});
