import { testDatabaseKinds } from '../../../__testUtils__/databases';
import { flowOf, newRunOf } from '../../../__testUtils__/flows';
import type { RunStore } from '../../../ports';
import { systemClock } from '../../../waiting/systemClock';
import { createDatabaseRunStore } from '../../databaseRunStore';

jest.setTimeout(60_000);

const BEGIN = Date.UTC(2026, 10, 27);

describe.each(testDatabaseKinds())('The last runs of flows on $name', kind => {
  let store: RunStore;
  let made = 0;

  beforeAll(async () => {
    await kind.start();
    store = createDatabaseRunStore(await kind.create(), systemClock);
  });
  afterAll(() => kind.stop());

  const runOf = async (
    id: string,
    by = 'anna',
    environment = 'development',
  ) => {
    made += 1;
    const createdAt = new Date(BEGIN + made * 1_000).toISOString();
    const { run } = await store.create(
      newRunOf(flowOf([{ id: 'one' }], { id }), {
        environment,
        createdAt,
        initiator: { kind: 'user', ref: `user:default/${by}` },
      }),
    );
    return run;
  };
  const annas = {
    trait: 'initiator' as const,
    oneOf: ['user:default/anna'],
  };

  it('are the newest of each flow, of many flows at once', async () => {
    await runOf('backup');
    const backup = await runOf('backup', 'bert', 'staging');
    const restore = await runOf('restore');
    const others = Array.from({ length: 250 }, (_, n) => `never-${n}`);
    const last = await store.listLastRuns([...others, 'restore', 'backup']);
    expect([...last.keys()].sort()).toEqual(['backup', 'restore']);
    expect(last.get('backup')).toEqual({
      id: backup.id,
      status: 'queued',
      environment: 'staging',
      createdAt: backup.createdAt,
    });
    expect(last.get('restore')?.id).toBe(restore.id);
    expect(await store.listLastRuns([])).toEqual(new Map());
  });

  it('are those that the caller may see, as far as they are among the newest', async () => {
    const own = await runOf('deploy', 'anna');
    await runOf('deploy', 'bert');
    await runOf('secret', 'bert');
    const seen = await store.listLastRuns(['deploy', 'secret'], annas);
    expect([...seen]).toEqual([
      ['deploy', expect.objectContaining({ id: own.id })],
    ]);
  });
});
