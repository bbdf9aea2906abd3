import type { Knex } from 'knex';
import { testDatabaseKinds } from '../__testUtils__/databases';
import { flowOf, newRunOf } from '../__testUtils__/flows';
import { systemClock } from '../waiting/systemClock';
import type { RunStore } from '../ports';
import { createDatabaseRunStore } from './databaseRunStore';

jest.setTimeout(60_000);

const flow = flowOf([{ id: 'one' }]);

describe.each(testDatabaseKinds())('Changes of services on $name', kind => {
  let knex: Knex;
  let store: RunStore;
  let now = Date.UTC(2026, 10, 24);

  beforeAll(async () => {
    await kind.start();
    knex = await kind.create();
    store = createDatabaseRunStore(knex, systemClock);
  });
  afterAll(() => kind.stop());

  const touch = async (services: string[], environment = 'development') => {
    now += 1_000;
    const newRun = newRunOf(flow, { environment }, now);
    const { run } = await store.create({ ...newRun, services });
    return run.id;
  };
  const runsOf = async (service: string) => {
    const { items } = await store.list({ service }, { limit: 50 });
    return items.map(({ id }) => id);
  };

  it('finds the runs that touched a service, newest first', async () => {
    const both = await touch(['grafana', 'kiali', 'grafana']);
    await touch(['jaeger']);
    const later = await touch(['grafana'], 'staging');
    expect(await runsOf('grafana')).toEqual([later, both]);
    expect(await runsOf('kiali')).toEqual([both]);
    expect(await runsOf('nothing')).toEqual([]);
  });

  it('pages through them, together with other filters', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) {
      ids.unshift(await touch(['vault']));
      await touch(['vault'], 'staging');
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const filter = { service: 'vault', environment: 'development' };
      const page = await store.list(filter, { limit: 2, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(ids);
  });

  it('looks up what touched each of many services last', async () => {
    const first = await touch(['opa'], 'production');
    const second = await touch(['opa', 'argo-cd'], 'production');
    await touch(['opa'], 'staging');
    const did = { touched_at: now, step_id: 'one', what: 'start' };
    await knex('service_changes')
      .whereIn('run_id', [first, second])
      .update(did);
    const others = Array.from({ length: 250 }, (_, index) => `none-${index}`);
    const changes = await store.listLastChanges('production', [
      ...others,
      'opa',
      'argo-cd',
    ]);
    const newest = [first, second].sort().at(-1);
    expect([...changes].map(([name, { run }]) => [name, run.id])).toEqual([
      ['opa', newest],
      ['argo-cd', second],
    ]);
    expect(await store.listLastChanges('production', [])).toEqual(new Map());
  });

  it('takes hundreds of services in one run', async () => {
    const services = Array.from({ length: 900 }, (_, index) => `many-${index}`);
    const id = await touch(services);
    expect(await runsOf('many-899')).toEqual([id]);
  });

  it('forgets the changes of a run that is removed', async () => {
    const id = await touch(['unleash']);
    await knex('runs').where({ id }).update({ finished_at: 1 });
    await store.remove({ finishedBefore: 2, keepNewest: 1_000_000 });
    expect(await runsOf('unleash')).toEqual([]);
    expect(await knex('service_changes').where({ run_id: id })).toEqual([]);
  });
});
