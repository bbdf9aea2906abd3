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
import { createHealthHistory } from '../database';
import type { ServiceDefinition } from '../platform';
import type { Receiver, ServiceNews } from '../ports';
import { notifyPeople, publishEvents } from '../telling';
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

/** A platform whose services are as the test says. */
function createPlatform(...services: ServiceDefinition[]) {
  const states: Record<string, Status> = {};
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
      }),
  };
  return { states, health, inventory: { list: async () => services } };
}

/** Without an outbox in between. */
function tellBy(receiver: Receiver) {
  return async (change: ServiceNews) => {
    const id = `service_${change.service}`;
    const message = receiver.write({ kind: 'service', id, at: 0, change });
    if (!message) return;
    const delivery = { ...message, id, newsId: id, receiver: '', attempts: 1 };
    await receiver.deliver(delivery, new AbortController().signal);
  };
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
        tell: [],
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
      const told: string[] = [];
      const tell = [
        async ({
          service,
          from,
          status,
        }: {
          service: string;
          from: string;
          status: string;
        }) => {
          told.push(`${service}: ${from} → ${status}`);
        },
      ];
      const { watch, states, options, read } = start({ tell });
      await watch.look();
      states.grafana = 'down';
      const others = Array.from({ length: 4 }, () => new HealthWatch(options));
      await Promise.all([watch, ...others].map(each => each.look()));
      expect(told).toEqual(['grafana: healthy → down']);
      expect(await read('grafana')).toHaveLength(2);
    });

    it('publishes every change, and notifies of critical services', async () => {
      const events: EventParams[] = [];
      const sent: NotificationSendOptions[] = [];
      const { watch, states } = start({
        tell: [
          tellBy(
            publishEvents(
              {
                publish: async event => void events.push(event),
                subscribe: async () => {},
              },
              'https://example.com',
            ),
          ),
          tellBy(
            notifyPeople(
              { send: async note => void sent.push(note) },
              value => value,
            ),
          ),
        ],
      });
      await watch.look();
      states.grafana = 'down';
      states['argo-cd'] = 'down';
      await watch.look();
      expect(events).toMatchObject([
        {
          topic: 'idp-orchestrator.service.changed',
          eventPayload: {
            environment: 'development',
            service: 'argo-cd',
            title: 'Argo CD',
            critical: true,
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

    it('goes on with the other tellings, environments and looks when one fails', async () => {
      const told: string[] = [];
      const { watch, states, logger, options, read } = start({
        tell: [
          () => Promise.reject(new Error('notifications are away')),
          async ({ service }) => void told.push(service),
        ],
      });
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
      expect(told).toEqual(['grafana']);
      expect(await read('grafana')).toHaveLength(2);
      expect(logger.warn.mock.calls.map(([text]) => text)).toEqual([
        'The health of moon cannot be watched now',
        'The change of grafana of development could not be told',
      ]);
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
