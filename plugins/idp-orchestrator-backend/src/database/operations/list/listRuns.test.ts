import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { testDatabaseKinds } from '../../../__testUtils__/databases';
import { flowOf, newRunOf } from '../../../__testUtils__/flows';
import { createDatabaseRunStore } from '../../databaseRunStore';
import type { RunFilter } from '../../../ports';
import { systemClock } from '../../../waiting/systemClock';

jest.setTimeout(60_000);

const flow = flowOf([{ id: 'one' }]);

describe.each(testDatabaseKinds())('The list of runs on $name', kind => {
  beforeAll(() => kind.start());
  afterAll(() => kind.stop());

  it('finds runs by any of several conditions, each page once and newest first', async () => {
    const fresh = createDatabaseRunStore(await kind.create(), systemClock);
    const names = ['anna', 'bert', 'cleo'];
    const made: Run[] = [];
    for (let number = 0; number < 30; number += 1) {
      const ref = `user:default/${names[number % 3]}`;
      const { run } = await fresh.create(
        newRunOf(flowOf([{ id: 'one' }], { id: `flow-${number % 2}` }), {
          initiator: { kind: 'user', ref },
          environment: number % 5 === 0 ? 'production' : 'development',
          createdAt: new Date(1_000_000 + number * 1_000).toISOString(),
        }),
      );
      made.unshift(run);
    }
    const idsOf = async (filter: RunFilter) => {
      const ids: string[] = [];
      for (let cursor: string | undefined; ;) {
        const page = await fresh.list(filter, { limit: 4, cursor });
        ids.push(...page.items.map(({ id }) => id));
        if (!page.nextCursor) return ids;
        cursor = page.nextCursor;
      }
    };
    const expectLike = async (
      filter: RunFilter,
      isIn: (run: Run) => boolean,
    ) => {
      const ids = made.filter(isIn).map(({ id }) => id);
      expect(await idsOf(filter)).toEqual(ids);
      expect(await fresh.count(filter)).toBe(ids.length);
    };
    const isOf = (name: string) => (run: Run) =>
      run.initiator.ref.endsWith(name);
    await expectLike({ text: 'BERT' }, isOf('bert'));
    await expectLike({ text: 'e' }, () => true);
    await expectLike({ text: '/cleo' }, isOf('cleo'));
    await expectLike({ text: 'flow-1' }, run => run.flowId === 'flow-1');
    await expectLike({ text: 'nobody' }, () => false);
    await expectLike(
      { text: 'bert', flow: 'flow-1', environment: 'production' },
      run =>
        isOf('bert')(run) &&
        run.flowId === 'flow-1' &&
        run.environment === 'production',
    );
    await expectLike(
      { statuses: ['queued', 'running'], initiator: 'user:default/anna' },
      isOf('anna'),
    );
    await expectLike({ statuses: ['failed', 'running'] }, () => false);
    await expectLike({ statuses: ['queued', 'failed'] }, () => true);
    const { id } = made[7];
    for (const start of [id, id.slice(0, 35), id.toUpperCase()]) {
      expect(await idsOf({ text: start })).toContain(id);
    }
    expect(await idsOf({ text: id.slice(0, 9) })).toHaveLength(
      made.filter(run => run.id.startsWith(id.slice(0, 9))).length,
    );
  });

  it('finds runs of more people than are looked up one by one', async () => {
    const fresh = createDatabaseRunStore(await kind.create(), systemClock);
    for (let number = 0; number < 25; number += 1) {
      const ref = `user:default/person-${number}`;
      await fresh.create(newRunOf(flow, { initiator: { kind: 'user', ref } }));
    }
    const { items } = await fresh.list({ text: 'person' }, { limit: 50 });
    expect(items).toHaveLength(25);
    expect(await fresh.count({ text: 'person' })).toBe(25);
  });
});
