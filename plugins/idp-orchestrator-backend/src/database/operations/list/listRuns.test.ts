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
          ...(number % 7 === 0 && { reason: `Über Nacht ${number}` }),
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
    const isReasoned = (run: Run) => run.reason !== undefined;
    await expectLike({ text: 'über nacht' }, isReasoned);
    await expectLike({ text: 'NACHT 2' }, ({ reason }) =>
      /Nacht 2/.test(reason ?? ''),
    );
    // Neither is a sign for any text.
    await expectLike({ text: 'n_cht' }, () => false);
    await expectLike({ text: '%' }, () => false);
    await expectLike(
      { text: 'nacht', environment: 'production', flow: 'flow-1' },
      run =>
        isReasoned(run) &&
        run.environment === 'production' &&
        run.flowId === 'flow-1',
    );
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

  it('finds what steps started in the tree of a run, whichever of it is named', async () => {
    const fresh = createDatabaseRunStore(await kind.create(), systemClock);
    const { run: root } = await fresh.create(newRunOf(flow));
    const startBelow = async (parent: Run) => {
      const begun = newRunOf(flow, {
        parent: { runId: parent.id, stepId: 'one' },
      });
      return (await fresh.create({ ...begun, root: root.id })).run;
    };
    const child = await startBelow(root);
    const grandchild = await startBelow(child);
    const { run: other } = await fresh.create(newRunOf(flow));
    const below = async (tree: string) => {
      const { items } = await fresh.list({ tree }, { limit: 10 });
      return items.map(({ id }) => id).sort();
    };
    const all = [child.id, grandchild.id].sort();
    expect(await below(root.id)).toEqual(all);
    expect(await below(grandchild.id)).toEqual(all);
    expect(await below(other.id)).toEqual([]);
  });

  it('finds the newest of many runs for one reason', async () => {
    const knex = await kind.create();
    const fresh = createDatabaseRunStore(knex, systemClock);
    const reason = 'Each night';
    const { run } = await fresh.create(newRunOf(flow, { reason }));
    // As many more as are not counted one by one.
    const [row] = await knex('runs').where({ id: run.id });
    for (let first = 0; first < 2_100; first += 50) {
      const rows = Array.from({ length: 50 }, (_, index) => ({
        ...row,
        id: crypto.randomUUID(),
        created_at: Number(row.created_at) + first + index + 1,
        state: JSON.stringify({ ...run, id: String(first + index) }),
      }));
      await knex('runs').insert(rows);
      await knex('run_reasons').insert(
        rows.map(({ id }) => ({ run_id: id, reason: reason.toLowerCase() })),
      );
    }
    const { items } = await fresh.list({ text: 'night' }, { limit: 3 });
    expect(items.map(({ id }) => id)).toEqual(['2099', '2098', '2097']);
    expect(await fresh.count({ text: 'night' })).toBe(2_101);
    const elsewhere = { text: 'night', environment: 'staging' };
    expect(await fresh.count(elsewhere)).toBe(0);
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
