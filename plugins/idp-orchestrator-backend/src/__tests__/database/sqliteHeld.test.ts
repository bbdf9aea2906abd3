import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import createKnex, { type Knex } from 'knex';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

describe('While something else holds the SQLite file', () => {
  let idp: TestOrchestrator;
  let other: Knex;

  beforeAll(async () => {
    idp = await startTestOrchestrator({
      scripts: {
        hello: { bash: 'echo hello' },
        awaited: {
          bash: 'until [ -e "$FOLDER/go" ]; do sleep 0.05; done; echo went',
        },
      },
    });
    // SQLite keeps apart connections of one process as those of two.
    other = createKnex({
      client: 'better-sqlite3',
      connection: { filename: path.join(idp.folder, 'db.sqlite') },
      useNullAsDefault: true,
    });
  });
  afterAll(async () => {
    await other.destroy();
    await idp.stop();
  });

  const start = () =>
    fetch(`${idp.url}/v1/flows/hello/runs`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${idp.token}`,
        'content-type': 'application/json',
      },
      body: '{}',
    });

  /** Holds the file for as long as `work` takes. */
  const holding = async <T>(work: () => Promise<T>): Promise<T> => {
    const held = await other.transaction();
    await held('workers').update({ seen_at: other.ref('seen_at') });
    try {
      return await work();
    } finally {
      await held.rollback();
    }
  };

  it('a start waits for it, others are answered meanwhile, and it is done then', async () => {
    const { started } = await holding(async () => {
      const starting = start();
      for (let answered = 0; answered < 20; answered++) {
        await idp.client.listRuns();
      }
      return { started: starting };
    });
    expect((await started).status).toBe(201);
  });

  it('a script that runs goes on, and its run ends well', async () => {
    const { id } = await idp.client.startRun('awaited', {});
    await holding(async () => {
      await writeFile(path.join(idp.folder, 'go'), '');
      await idp.client.getRun(id);
    });
    expect(await idp.finished(id)).toMatchObject({ status: 'succeeded' });
  });

  it('a start is refused after a while, with what holds it up and when to come back', async () => {
    const refused = await holding(start);
    const { error } = await refused.json();
    expect(error.message).toMatch(
      /^Nothing was done.*Another process has held the SQLite file/,
    );
    expect(error.message).not.toMatch(/SQLITE_|caused by|db\.sqlite/);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect((await start()).status).toBe(201);
  });
});
