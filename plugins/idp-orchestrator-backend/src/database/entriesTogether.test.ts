import { setImmediate } from 'node:timers/promises';
import type {
  Run,
  RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { testDatabaseKinds } from '../__testUtils__/databases';
import { flowOf, newRunOf } from '../__testUtils__/flows';
import type { ClaimedRun, RunStore } from '../ports';
import { systemClock } from '../waiting/systemClock';
import { createDatabaseRunStore } from './databaseRunStore';

jest.setTimeout(60_000);

const flow = flowOf([{ id: 'one' }]);
const RUNS = 30;

const begun = (attempt: number): RunFact => ({
  type: 'step.started',
  stepId: 'one',
  attempt,
});

describe.each(testDatabaseKinds())(
  'Entries of several runs that come at the same moment, on $name',
  kind => {
    let knex: Knex;
    let store: RunStore;
    let statements: string[];

    beforeAll(() => kind.start());
    beforeEach(async () => {
      knex = await kind.create();
      store = createDatabaseRunStore(knex, systemClock);
      statements = [];
      knex.on('query', ({ sql }) => statements.push(sql));
    });
    afterAll(() => kind.stop());

    const until = () => Date.now() + 60_000;

    const claimSome = (count: number) =>
      Promise.all(
        Array.from({ length: count }, async () => {
          const lease = { worker: 'w', until: until(), begin: () => [] };
          const { claimed } = await store.create(newRunOf(flow), lease);
          if (!claimed) throw new Error('It was not claimed');
          return claimed;
        }),
      );

    const append = ({ claim }: ClaimedRun, run: Run, ...facts: RunFact[]) =>
      store.append(claim, run, { facts, logs: [] });

    it('are all written, each after those before it', async () => {
      const runs = await claimSome(RUNS);
      await Promise.all(
        runs.map(async claimed => {
          let { run } = claimed;
          for (let attempt = 1; attempt <= 5; attempt += 1) {
            const written = await append(claimed, run, begun(attempt));
            if (written.result !== 'appended') throw new Error(written.result);
            run = written.run;
          }
          await append(claimed, run, {
            type: 'run.finished',
            status: 'succeeded',
          });
        }),
      );
      for (const { claim } of runs) {
        const range = { after: 0, limit: 100 };
        const feed = await store.readFeed(claim.runId, range);
        const told = feed.flatMap(one =>
          one.kind === 'event' ? one.event : [],
        );
        expect(told.map(({ seq, type }) => `${seq} ${type}`)).toEqual([
          '1 run.created',
          ...[2, 3, 4, 5, 6].map(seq => `${seq} step.started`),
          '7 run.finished',
        ]);
        expect(await store.get(claim.runId)).toMatchObject({
          status: 'succeeded',
          lastSeq: 7,
        });
      }
      expect(await store.listHolders()).toEqual([]);
      const told = await knex('news').orderBy(['run_id', 'seq']);
      expect(told).toHaveLength(RUNS * 2);
    });

    it('are refused for the run that another worker has now, and for the one that somebody wrote to', async () => {
      const [lost, behind, ...others] = await claimSome(RUNS);
      await store.release(lost.claim);
      await store.claim(lost.claim.runId, { worker: 'other', until: until() });
      await store.appendUnclaimed(behind.claim.runId, () => [
        {
          type: 'run.cancelRequested',
          by: { kind: 'user', ref: 'user:default/anna' },
          reason: 'enough',
        },
      ]);
      const results = await Promise.all(
        [others[0], lost, behind, ...others.slice(1)].map(async one => {
          const { result } = await append(one, one.run, begun(1));
          return result;
        }),
      );
      expect(results.slice(0, 3)).toEqual(['appended', 'claim-lost', 'behind']);
      expect(new Set(results.slice(3))).toEqual(new Set(['appended']));
      expect((await store.get(lost.claim.runId))?.lastSeq).toBe(1);
    });

    it('are written though one of them is refused by the database', async () => {
      const [bad, ...others] = await claimSome(RUNS);
      const place = { run_id: bad.claim.runId, seq: 2 };
      await knex('run_events').insert({ ...place, at: 0, fact: '{}' });
      const [first, ...results] = await Promise.allSettled(
        [bad, ...others].map(one => append(one, one.run, begun(1))),
      );
      expect(first.status).toBe('rejected');
      expect(results).toEqual(
        others.map(() => ({
          status: 'fulfilled',
          value: expect.objectContaining({ result: 'appended' }),
        })),
      );
    });

    it('do not wait in a circle for the renewal of their leases', async () => {
      const runs = await claimSome(RUNS);
      const ids = runs.map(({ claim }) => claim.runId);
      let isOver = false;
      const renew = async (order: string[]) => {
        while (!isOver) {
          const lease = { worker: 'w', until: until(), begin: () => [] };
          expect(await store.renewLeases(lease, order)).toHaveLength(RUNS);
          // SQLite answers at once, and would leave nobody else a turn.
          await setImmediate();
        }
      };
      const renewing = [renew(ids), renew(ids.toReversed())];
      await Promise.all(
        runs.map(async claimed => {
          let { run } = claimed;
          for (let attempt = 1; attempt <= 40; attempt += 1) {
            const written = await append(claimed, run, begun(attempt));
            if (written.result !== 'appended') throw new Error(written.result);
            run = written.run;
          }
        }),
      );
      isOver = true;
      await Promise.all(renewing);
    });
  },
);
