import { mockServices } from '@backstage/backend-test-utils';
import type { EventParams } from '@backstage/plugin-events-node';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { PlatformHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Knex } from 'knex';
import {
  testDatabaseKinds,
  type TestDatabaseKind,
} from '../__testUtils__/databases';
import { createFakeClock } from '../__testUtils__/fakeClock';
import {
  createHealthHistory,
  createOutbox,
  createServiceIntents,
} from '../database';
import { OUTBOX_TABLE } from '../database/outbox';
import type { ServiceDefinition } from '../platform';
import type { Receiver, ServiceIntent } from '../ports';
import { notifyPeople, publishEvents } from '../outbox';
import { createTestService } from './__testUtils__/services';
import type { PlatformHealthService } from './createPlatformHealth';
import { HealthWatch, type HealthWatchOptions } from './HealthWatch';
import { judgePlatform } from './judgePlatform';
import { judgeService } from './judgeService';

jest.setTimeout(120_000);

const HOUR = 60 * 60 * 1_000;
const DAY = 24 * HOUR;

type Status = PlatformHealth['services'][number]['status'];

const SCORES = { healthy: 100, degraded: 50, down: 0, unknown: undefined };

const argo = createTestService({
  name: 'argo-cd',
  title: 'Argo CD',
  critical: true,
  owner: 'group:default/platform',
});
const grafana = createTestService({ name: 'grafana', title: 'Grafana' });

/** Makes a platform whose services are as the test says. */
function createPlatform(...services: ServiceDefinition[]) {
  const states: Record<string, Status> = {};
  const intents: Record<string, ServiceIntent> = {};
  const health: PlatformHealthService = {
    check: async ({ environment }) =>
      judgePlatform({
        environment,
        checkedAt: new Date(0).toISOString(),
        observations: services.map(service => {
          const status = states[service.name] ?? 'healthy';
          const text = status === 'down' ? 'nothing listens' : 'it answers';
          const score = SCORES[status];
          return judgeService(service, [{ kind: 'http', status, score, text }]);
        }),
        intentOf: one => intents[one.health.name] ?? {},
      }),
  };
  return { states, intents, health, inventory: { list: async () => services } };
}

describe.each(testDatabaseKinds())(
  'Health that is watched, on $name',
  (databases: TestDatabaseKind) => {
    let knex: Knex;

    beforeAll(() => databases.start());
    afterAll(() => databases.stop());
    beforeEach(async () => {
      knex = await databases.create();
    });

    const start = (more: Partial<HealthWatchOptions> = {}) => {
      const platform = createPlatform(argo, grafana);
      const clock = createFakeClock();
      const logger = mockServices.logger.mock();
      const history = createHealthHistory(knex);
      const options: HealthWatchOptions = {
        environments: ['development'],
        ...platform,
        history,
        metrics: { observed: () => {} },
        outbox: { wake: () => {} },
        clock,
        logger,
        historyMs: 30 * DAY,
        ...more,
      };
      const read = (service: string, limit = 1_000) =>
        history.read({ environment: 'development', service, since: 0, limit });
      const watch = new HealthWatch(options);
      return { ...platform, clock, logger, history, watch, read, options };
    };
    const listEvents = async () => {
      const { events } = await createOutbox(knex).listEvents(100);
      return events.flatMap(one => (one.kind === 'service' ? [one] : []));
    };
    /** Delivers every event, as if each receiver had a worker. */
    const deliverAll = async (receivers: Receiver[]) => {
      const { signal } = new AbortController();
      for (const one of await listEvents()) {
        for (const receiver of receivers) {
          const message = receiver.write(one);
          const { id } = one;
          const delivery = { id, eventId: id, receiver: receiver.id };
          if (!message) continue;
          await receiver.deliver(
            { ...delivery, ...message, attempts: 1 },
            signal,
          );
        }
      }
    };
    const serviceOf = ({ eventPayload }: EventParams) =>
      (eventPayload as { service: string }).service;
    const countRows = async (service: string) => {
      const [{ rows }] = await knex('service_health_history')
        .where({ service })
        .count({ rows: '*' });
      return Number(rows);
    };

    it('keeps a week of a quiet service in a row for each hour', async () => {
      const { watch, clock } = start(createPlatform(grafana));
      for (let looks = 0; looks < (7 * DAY) / (HOUR * 0.75); looks++) {
        await watch.look();
        clock.advance(HOUR * 0.75);
      }
      expect(await countRows('grafana')).toBe(168);
    });

    it('keeps each change of state with its reason, and nothing between', async () => {
      const { watch, clock, states, read } = start();
      const seen: Status[] = ['healthy', 'down', 'down', 'down', 'unknown'];
      for (const status of seen) {
        states.grafana = status;
        await watch.look();
        clock.advance(30_000);
      }
      expect(await read('grafana')).toEqual([
        {
          kind: 'sample',
          at: '2026-11-23T00:00:00.000Z',
          status: 'healthy',
          score: 100,
        },
        {
          kind: 'change',
          at: '2026-11-23T00:00:30.000Z',
          status: 'down',
          score: 0,
          reason: 'nothing listens',
        },
        {
          kind: 'change',
          at: '2026-11-23T00:02:00.000Z',
          status: 'unknown',
          reason: 'it answers',
        },
      ]);
      expect(await read('argo-cd')).toHaveLength(1);
    });

    it('reads the newest entries when there are more than are wanted, oldest first', async () => {
      const { watch, clock, read } = start();
      for (let hour = 0; hour < 4; hour++) {
        await watch.look();
        clock.advance(HOUR);
      }
      const entries = await read('grafana', 2);
      expect(entries.map(({ at }) => at)).toEqual([
        '2026-11-23T02:00:00.000Z',
        '2026-11-23T03:00:00.000Z',
      ]);
    });

    it('forgets what is older than it is kept', async () => {
      const { watch, clock, read } = start();
      await watch.look();
      clock.advance(20 * DAY);
      await watch.look();
      clock.advance(11 * DAY);
      await watch.forgetOld();
      const entries = await read('grafana');
      expect(entries.map(({ at }) => at)).toEqual(['2026-12-13T00:00:00.000Z']);
    });

    it('tells a change once, though several processes see it at the same time', async () => {
      let woken = 0;
      const outbox = { wake: () => void (woken += 1) };
      const { watch, states, options, read } = start({ outbox });
      await watch.look();
      expect(woken).toBe(0);
      states.grafana = 'down';
      const others = Array.from({ length: 4 }, () => new HealthWatch(options));
      await Promise.all([watch, ...others].map(each => each.look()));
      const events = await listEvents();
      expect(events.map(({ change }) => change)).toEqual([
        {
          service: 'grafana',
          environment: 'development',
          title: 'Grafana',
          critical: false,
          from: 'healthy',
          status: 'down',
          score: 0,
          reason: 'nothing listens',
          at: Date.parse('2026-11-23T00:00:00.000Z'),
        },
      ]);
      expect(woken).toBe(1);
      expect(await read('grafana')).toHaveLength(2);
    });

    it('knows no change of which there is no event in the outbox, so that it is told by a later look', async () => {
      const { watch, states, logger, read } = start();
      await watch.look();
      states.grafana = 'down';
      await knex.schema.renameTable(OUTBOX_TABLE, 'outbox_away');
      await watch.look();
      expect(logger.warn.mock.calls.map(([text]) => text)).toEqual([
        'The health of development cannot be watched now',
      ]);
      expect(await read('grafana')).toHaveLength(1);
      await knex.schema.renameTable('outbox_away', OUTBOX_TABLE);
      await watch.look();
      expect(await read('grafana')).toHaveLength(2);
      expect(await listEvents()).toMatchObject([
        { change: { service: 'grafana', from: 'healthy', status: 'down' } },
      ]);
    });

    it('publishes every change, and notifies of critical services', async () => {
      const events: EventParams[] = [];
      const sent: NotificationSendOptions[] = [];
      const { watch, states } = start();
      await watch.look();
      states.grafana = 'down';
      states['argo-cd'] = 'down';
      await watch.look();
      const publish = async (event: EventParams) => void events.push(event);
      const send = async (note: NotificationSendOptions) =>
        void sent.push(note);
      await deliverAll([
        publishEvents(
          { publish, subscribe: async () => {} },
          'https://example.com',
        ),
        notifyPeople({ send }, value => value),
      ]);
      events.sort((a, b) => serviceOf(a).localeCompare(serviceOf(b)));
      expect(events).toMatchObject([
        {
          topic: 'idp-orchestrator.service.changed',
          eventPayload: {
            environment: 'development',
            service: 'argo-cd',
            title: 'Argo CD',
            critical: true,
            owner: 'group:default/platform',
            from: 'healthy',
            status: 'down',
            reason: 'nothing listens',
            at: expect.stringMatching(/Z$/),
          },
        },
        { eventPayload: { service: 'grafana', critical: false } },
      ]);
      expect(sent).toEqual([
        {
          recipients: { type: 'entity', entityRef: 'group:default/platform' },
          payload: {
            title: 'Argo CD (development) is down',
            description: 'nothing listens',
            link: '/idp-orchestrator/services/argo-cd?environment=development',
            severity: 'critical',
            topic: 'idp-orchestrator.service',
            scope: 'idp-orchestrator.service.development.argo-cd',
          },
        },
      ]);
    });

    it('goes on with the other environments when one fails', async () => {
      const { watch, states, logger, options, read } = start();
      await watch.look();
      states.grafana = 'down';
      const { health } = options;
      const several = new HealthWatch({
        ...options,
        environments: ['moon', 'development'],
        health: {
          check: asked =>
            asked.environment === 'moon'
              ? Promise.reject(new Error('there is no moon'))
              : health.check(asked),
        },
      });
      await several.look();
      expect(await listEvents()).toHaveLength(1);
      expect(await read('grafana')).toHaveLength(2);
      expect(logger.warn.mock.calls.map(([text]) => text)).toEqual([
        'The health of moon cannot be watched now',
      ]);
    });

    it('tells nobody of what is wanted, keeps it, and tells once what stays', async () => {
      const { watch, clock, states, intents, read } = start();
      const seen = async (status: Status, intent: ServiceIntent = {}) => {
        states.grafana = status;
        intents.grafana = intent;
        await watch.look();
        clock.advance(30_000);
        const told = await listEvents();
        return told.map(({ change }) => `${change.from} ${change.status}`);
      };
      const by = { kind: 'user', ref: 'user:default/guest' } as const;
      const at = '2026-11-23T00:00:00.000Z';
      const ref = { runId: 'r', by, since: at };
      const pending: ServiceIntent = {
        pending: { act: 'restarting', runTitle: 'Restart', ...ref },
      };
      const wanted: ServiceIntent = {
        wanted: { state: 'stopped', stepId: 's', ...ref },
      };
      await seen('healthy');
      expect(await seen('down', pending)).toEqual([]);
      expect(await seen('healthy', pending)).toEqual([]);
      expect(await seen('healthy')).toEqual([]);
      expect(await seen('down', pending)).toEqual([]);
      // The run is over, and it is down all the same.
      expect(await seen('down')).toEqual(['healthy down']);
      expect(await seen('down')).toHaveLength(1);
      expect(await seen('healthy')).toHaveLength(2);
      expect(await seen('down', wanted)).toHaveLength(2);
      expect(await read('grafana')).toHaveLength(6);
    });

    it('knows since when a service is as it is, and whether it ever answered', async () => {
      const { watch, clock, states } = start();
      const intents = createServiceIntents(knex);
      const seen = async (status: Status) => {
        states.grafana = status;
        await watch.look();
        clock.advance(30_000);
        return (await intents.read('development')).get('grafana')?.seen;
      };
      expect(await seen('down')).toEqual({ status: 'down', wasUp: false });
      expect(await seen('healthy')).toEqual({
        status: 'healthy',
        since: '2026-11-23T00:00:30.000Z',
        wasUp: true,
      });
      await seen('healthy');
      expect(await seen('down')).toEqual({
        status: 'down',
        since: '2026-11-23T00:01:30.000Z',
        wasUp: true,
      });
    });

    it('hands each look to the metrics', async () => {
      const scores: number[] = [];
      const { watch } = start({
        metrics: { observed: ({ score }) => scores.push(score) },
      });
      await watch.look();
      expect(scores).toEqual([100]);
    });
  },
);
