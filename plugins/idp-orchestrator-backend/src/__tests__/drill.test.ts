import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  testDatabaseKinds,
  type TestDatabaseKind,
} from '../__testUtils__/databases';
import {
  createSmallScripts,
  Drill,
  smallFlow,
  type CrashResult,
  type Series,
} from '../__testUtils__/drill';

jest.setTimeout(180_000);

/** All commits on SQLite; on PostgreSQL every third: `yarn drill` tries them all. */
const SERIES: Record<TestDatabaseKind['name'], Series[]> = {
  SQLite: [{ when: 'before' }, { when: 'after' }],
  PostgreSQL: [
    { when: 'before', from: 1, every: 3 },
    { when: 'after', from: 2, every: 3 },
  ],
};

describe('A backend that dies', () => {
  const kinds = testDatabaseKinds();
  let folder: string;
  let scripts: Awaited<ReturnType<typeof createSmallScripts>>;
  const results = new Map<string, CrashResult[]>();

  /** Side by side, since most of it is waiting for processes to start. */
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-drill-'));
    scripts = await createSmallScripts();
    await Promise.all(
      kinds.map(async kind => {
        await kind.start();
        await Promise.all(
          SERIES[kind.name].map(async series => {
            const name = `${series.when} on ${kind.name}`;
            results.set(name, await runSeries(kind, series));
          }),
        );
      }),
    );
  });
  afterAll(async () => {
    await Promise.all(kinds.map(kind => kind.stop()));
    await scripts?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  async function runSeries(kind: TestDatabaseKind, series: Series) {
    const { client, connection } = (await kind.create()).client.config;
    const drill = await Drill.open({
      // Knex hides it from those who list the properties.
      database: {
        client,
        connection: { ...connection, password: connection.password },
      },
      folder: path.join(folder, `${kind.name}-${series.when}`),
      flow: smallFlow,
      input: {},
      scriptsDirectory: scripts.directory,
      variables: {},
    });
    try {
      const tried: CrashResult[] = [];
      await drill.series(series, result => tried.push(result));
      return tried;
    } finally {
      await drill.close();
    }
  }

  it.each([
    ['before', 'SQLite'],
    ['after', 'SQLite'],
    ['before', 'PostgreSQL'],
    ['after', 'PostgreSQL'],
  ])(
    '%s a commit, on %s, leaves a run that the next one ends as if nothing had happened',
    (when, database) => {
      const tried = results.get(`${when} on ${database}`) ?? [];
      expect(tried.filter(({ faults }) => faults.length > 0)).toEqual([]);
      // The last one was not there any more: all were tried.
      expect(tried.at(-1)).toMatchObject({ crashed: false });
      // What is ready at the same time is one commit, so their number varies.
      expect(tried.length).toBeGreaterThan(2);
    },
  );
});
