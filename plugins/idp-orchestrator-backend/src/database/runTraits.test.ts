import path from 'node:path';
import fc from 'fast-check';
import type { Initiator } from '@idp/backstage-plugin-idp-orchestrator-common';
import { testDatabaseKinds } from '../__testUtils__/databases';
import { flowOf, newRunOf } from '../__testUtils__/flows';
import { holds } from '../access/authorization/condition';
import { systemClock } from '../waiting/systemClock';
import type { RunCondition, RunStore, RunTraits } from '../ports';
import { createDatabaseRunStore } from './databaseRunStore';

jest.setTimeout(60_000);

const migrations = { directory: path.resolve(__dirname, '../../migrations') };

const ada: Initiator = { kind: 'user', ref: 'user:default/ada' };
const bot: Initiator = {
  kind: 'agent',
  ref: 'external:bot',
  onBehalfOf: 'user:default/ada',
};
const VALUES = {
  flow: ['build', 'deploy', 'unknown'],
  risk: ['low', 'critical'],
  environment: ['development', 'production'],
  initiator: ['user:default/ada', 'external:bot'],
  onBehalfOf: ['user:default/ada', ''],
};

/** Conditions of any shape over values that there are, and some that there are not. */
const { condition } = fc.letrec<{ condition: RunCondition }>(tie => {
  const some = fc.array(tie('condition'), { minLength: 1, maxLength: 3 });
  const term = fc
    .constantFrom(...(Object.keys(VALUES) as Array<keyof RunTraits>))
    .chain(trait =>
      fc
        .subarray<string>(VALUES[trait])
        .map(oneOf => ({ trait, oneOf }) satisfies RunCondition),
    );
  return {
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      term,
      some.map(allOf => ({ allOf })),
      some.map(anyOf => ({ anyOf })),
      tie('condition').map(not => ({ not })),
    ),
  };
});

describe.each(testDatabaseKinds())('Traits of runs on $name', kind => {
  let store: RunStore;
  const traits = new Map<string, RunTraits>();

  beforeAll(async () => {
    await kind.start();
    store = createDatabaseRunStore(await kind.create(), systemClock);
    for (const flow of ['build', 'deploy']) {
      for (const environment of VALUES.environment) {
        for (const initiator of [ada, bot]) {
          const risk = flow === 'build' ? 'low' : 'critical';
          const definition = flowOf([{ id: 'one' }], { id: flow, risk });
          const more = { environment, initiator };
          const { run } = await store.create(newRunOf(definition, more));
          traits.set(run.id, {
            flow,
            risk,
            environment,
            initiator: initiator.ref,
            onBehalfOf: initiator === bot ? 'user:default/ada' : '',
          });
        }
      }
    }
  });
  afterAll(() => kind.stop());

  it('are told without the state of the run', async () => {
    for (const [id, expected] of traits) {
      expect(await store.getTraits(id)).toEqual(expected);
    }
    expect(await store.getTraits('nothing')).toBeUndefined();
  });

  it('are told of runs that were made before they were kept', async () => {
    const knex = await kind.create();
    const name = '20261124010000_run_traits.js';
    const old = createDatabaseRunStore(knex, systemClock);
    const definition = flowOf([{ id: 'one' }], { risk: 'high' });
    const { run } = await old.create(newRunOf(definition));
    await knex.migrate.down({ ...migrations, name });
    await knex.migrate.up({ ...migrations, name });
    expect(await old.getTraits(run.id)).toMatchObject({
      risk: 'high',
      onBehalfOf: '',
    });
  });

  it('make the same choice in the database as in memory, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(condition, async within => {
        const expected = [...traits]
          .filter(([, one]) => holds(within, one))
          .map(([id]) => id);
        const found: string[] = [];
        for (let cursor: string | undefined; ;) {
          const page = await store.list({ within }, { limit: 3, cursor });
          found.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor;
          if (!cursor) break;
        }
        expect(found.sort()).toEqual(expected.sort());
      }),
      { numRuns: 100 },
    );
  });
});
