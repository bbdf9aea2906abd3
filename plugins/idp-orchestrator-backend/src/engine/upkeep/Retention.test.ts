import { randomUUID } from 'node:crypto';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { sqlite } from '../../__testUtils__/databases';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import {
  createTestBridge,
  type TestBridge,
} from '../../bridge/__testUtils__/createTestBridge';
import { createDatabaseRunStore } from '../../database';
import { systemClock } from '../../waiting/systemClock';
import { Retention } from './Retention';

describe('Files that a crash has left in the spool', () => {
  const database = sqlite();
  let store: ReturnType<typeof createDatabaseRunStore>;
  let test: TestBridge;

  beforeAll(() => database.start());
  beforeEach(async () => {
    store = createDatabaseRunStore(await database.create(), systemClock);
    test = await createTestBridge();
  });
  afterEach(() => test.remove());
  afterAll(() => database.stop());

  const flow = flowOf([{ id: 'one', uses: 'script', with: { script: 'a' } }]);

  const createRun = async () => (await store.create(newRunOf(flow))).run.id;

  const finish = async (runId: string) => {
    const held = await store.claim(runId, { worker: 'w', until: 1 });
    await store.append(held!.claim, held!.run, {
      facts: [{ type: 'run.finished', status: 'failed' }],
      logs: [],
    });
  };

  const spool = async (runId: string, age = 0) => {
    const folder = path.join(test.spoolDirectory, runId);
    await mkdir(path.join(folder, 'one', '1'), { recursive: true });
    await writeFile(path.join(folder, 'one', '1', 'stdout'), 'hunter2');
    const at = new Date(Date.now() - age);
    await utimes(folder, at, at);
    return runId;
  };

  const clean = async () => {
    const { bridge } = test;
    const logger = mockServices.logger.mock();
    const kept = { keepMs: Infinity, keepRuns: Infinity };
    await new Retention({
      ...kept,
      store,
      bridge,
      clock: systemClock,
      logger,
    }).removeLeftFiles(new AbortController().signal);
    return (await readdir(test.spoolDirectory)).sort();
  };

  it('go at once with a run that is finished, and stay with one that is not', async () => {
    const ended: string[] = [];
    for (let i = 0; i < 25; i++) ended.push(await spool(await createRun()));
    for (const runId of ended) await finish(runId);
    const unfinished = await spool(await createRun(), 1_000 * 86_400_000);
    expect(await clean()).toEqual([unfinished]);
  });

  it('go when they are those of a plan or a probe that nobody can be at any more', async () => {
    const old = 2 * 60 * 60 * 1_000;
    await spool(`plan-${randomUUID()}`, old);
    await spool(`health-${randomUUID()}`, old);
    const young = [
      await spool(`health-${randomUUID()}`),
      await spool(`plan-${randomUUID()}`),
    ];
    const other = ['not-of-a-run', 'spool-id'];
    for (const name of other) await spool(name, old);
    expect(await clean()).toEqual([...young, ...other].sort());
  });
});
