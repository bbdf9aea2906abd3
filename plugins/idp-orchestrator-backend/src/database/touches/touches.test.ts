import type {
  RunFact,
  Initiator,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import { testDatabaseKinds } from '../../__testUtils__/databases';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import type { RunStore, ServiceIntents } from '../../ports';
import { systemClock } from '../../waiting/systemClock';
import { createDatabaseRunStore } from '../databaseRunStore';
import { createServiceIntents } from './readIntents';

jest.setTimeout(60_000);

const flow = flowOf([{ id: 'one', uses: 'script' }]);
const START = Date.UTC(2026, 10, 24);
const guest: Initiator = { kind: 'user', ref: 'user:default/guest' };

type Touch = Omit<
  Extract<RunFact, { type: 'step.touched' }>,
  'type' | 'stepId' | 'attempt'
>;

describe.each(testDatabaseKinds())(
  'What runs do to services, on $name',
  kind => {
    let knex: Knex;
    let store: RunStore;
    let intents: ServiceIntents;
    let now = START;

    beforeAll(() => kind.start());
    afterAll(() => kind.stop());
    beforeEach(async () => {
      now = START;
      knex = await kind.create();
      store = createDatabaseRunStore(knex, { ...systemClock, now: () => now });
      intents = createServiceIntents(knex);
    });

    const make = async (
      services: string[] = [],
      more: Parameters<typeof newRunOf>[1] = {},
    ) => {
      now += 1_000;
      const newRun = newRunOf(
        flow,
        { environment: 'development', initiator: guest, ...more },
        now,
      );
      return (await store.create({ ...newRun, services })).run.id;
    };
    const write = async (id: string, ...facts: RunFact[]) => {
      now += 1_000;
      const until = now + 60_000;
      const claimed = await store.claim(id, { worker: 'w', until });
      if (!claimed) throw new Error(`${id} cannot be claimed`);
      const { claim, run } = claimed;
      const { result } = await store.append(claim, run, { facts, logs: [] });
      await store.release(claim);
      expect(result).toBe('appended');
    };
    const begin = (id: string) =>
      write(
        id,
        { type: 'run.started', worker: 'w' },
        { type: 'step.started', stepId: 'one', attempt: 1 },
      );
    const touch = (id: string, ...touches: Touch[]) =>
      write(
        id,
        ...touches.map(one => ({
          type: 'step.touched' as const,
          stepId: 'one',
          attempt: 1,
          ...one,
        })),
      );
    const finish = (id: string) =>
      write(id, { type: 'run.finished', status: 'succeeded' });
    const read = async (service: string) =>
      (await intents.read('development')).get(service) ?? {};
    const lastOf = async (service: string) =>
      (await store.listLastChanges('development', [service])).get(service);

    it('are its last change when they were done, and not when they were to be', async () => {
      const did = await make(['grafana']);
      const wasTo = await make(['grafana', 'loki']);
      await begin(did);
      await touch(
        did,
        { service: 'grafana', what: 'stop' },
        { service: 'tempo', what: 'upgraded' },
        { service: 'grafana', what: 'start' },
      );
      expect(await lastOf('grafana')).toMatchObject({
        run: { id: did },
        stepId: 'one',
        what: 'start',
        at: new Date(now).toISOString(),
      });
      expect(await lastOf('tempo')).toMatchObject({ what: 'upgraded' });
      expect(await lastOf('loki')).toBeUndefined();
      const runsOf = async (service: string) =>
        (await store.list({ service }, { limit: 9 })).items.map(one => one.id);
      expect(await runsOf('tempo')).toEqual([did]);
      expect(await runsOf('grafana')).toEqual([wasTo, did]);
      expect((await store.get(did))?.steps[0].touched).toHaveLength(3);
    });

    it('are in its hands from its first step to its end, declared or not', async () => {
      const id = await make(['grafana']);
      expect(await read('grafana')).toEqual({});
      await begin(id);
      const run = await store.get(id);
      const pending = {
        act: 'changing',
        runId: id,
        runTitle: run!.flowTitle,
        by: guest,
        since: run!.startedAt,
      };
      expect(await read('grafana')).toEqual({ pending });
      await touch(id, { service: 'loki', what: 'restarted' });
      expect(await read('loki')).toEqual({
        pending: { ...pending, stepId: 'one' },
      });
      expect(await (await intents.read('staging')).size).toBe(0);
      await finish(id);
      expect(await read('grafana')).toEqual({});
      expect(await read('loki')).toEqual({});
    });

    it('are nothing in a dry run', async () => {
      const id = await make([], { dryRun: true });
      await begin(id);
      await touch(id, { service: 'grafana', what: 'stop', wanted: 'stopped' });
      expect(await read('grafana')).toEqual({});
      expect(await lastOf('grafana')).toBeUndefined();
    });

    it('keep what is wanted when the run is removed, by whom, why and until when', async () => {
      const id = await make([], { reason: 'Upgrade' });
      await begin(id);
      const until = '2026-12-01T00:00:00.000Z';
      await touch(id, {
        service: 'grafana',
        what: 'stopped',
        wanted: 'stopped',
        until,
      });
      const since = new Date(now).toISOString();
      await finish(id);
      await knex('runs').where({ id }).update({ finished_at: 1 });
      await store.remove({ finishedBefore: 2, keepNewest: 1_000_000 });
      expect(await store.get(id)).toBeUndefined();
      expect(await read('grafana')).toEqual({
        wanted: {
          state: 'stopped',
          since,
          by: guest,
          reason: 'Upgrade',
          until,
          runId: id,
          stepId: 'one',
        },
      });
      expect(await lastOf('grafana')).toBeUndefined();
    });

    it('want what was said last, whichever is written first, also of what was so already', async () => {
      const [first, second] = [await make(), await make()];
      await begin(first);
      await begin(second);
      now += 60_000;
      await touch(first, {
        service: 'grafana',
        what: 'start',
        wanted: 'running',
        nothingToDo: true,
      });
      now -= 30_000;
      await touch(second, {
        service: 'grafana',
        what: 'stopped',
        wanted: 'stopped',
      });
      expect(await read('grafana')).toMatchObject({
        wanted: { state: 'running', runId: first },
      });
      // Left alone, so that it is no change.
      expect(await lastOf('grafana')).toMatchObject({ run: { id: second } });
    });

    it('are written whole when several runs touch the same services at once', async () => {
      const ids = [];
      for (let at = 0; at < 8; at++) ids.push(await make());
      for (const id of ids) await begin(id);
      const names = Array.from({ length: 20 }, (_, at) => `s-${at}`);
      await Promise.all(
        ids.map((id, at) =>
          touch(
            id,
            ...(at % 2 ? names : [...names].reverse()).map(service => ({
              service,
              what: 'restart',
              wanted: 'running' as const,
            })),
          ),
        ),
      );
      const all = await intents.read('development');
      expect([...all.keys()].sort()).toEqual([...names].sort());
      expect(all.get('s-3')).toMatchObject({
        wanted: { state: 'running' },
        pending: { runId: ids.at(-1) },
      });
    });
  },
);
