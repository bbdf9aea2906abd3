import type { WantedState } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ServiceDefinition } from '../platform';
import type { ServiceIntent } from '../ports';
import { createTestService } from './__testUtils__/services';
import { judgePlatform } from './judgePlatform';
import { judgeService } from './judgeService';
import type { Sight } from './probes';

const sight = (more: Partial<Sight>): Sight => ({
  kind: 'http',
  status: 'healthy',
  score: 100,
  text: 'answers with status 200',
  answered: true,
  ...more,
});

const SIGHTS = {
  healthy: sight({}),
  degraded: sight({ status: 'degraded', score: 50, text: 'answers with 404' }),
  down: sight({
    status: 'down',
    score: 0,
    text: 'nothing listens',
    answered: false,
  }),
  unknown: sight({
    status: 'unknown',
    score: undefined,
    text: 'no URL is configured',
    answered: false,
  }),
};

const see = (
  name: string,
  seen: keyof typeof SIGHTS | Sight[],
  more: Partial<ServiceDefinition> = {},
) =>
  judgeService(
    createTestService({ name, title: name.toUpperCase(), ...more }),
    typeof seen === 'string' ? [SIGHTS[seen]] : seen,
  );

const judge = (...observations: ReturnType<typeof see>[]) =>
  judgeMeant({}, ...observations);

/** Judges services of which something is meant, or was seen before. */
const judgeMeant = (
  intents: Record<string, ServiceIntent>,
  ...observations: ReturnType<typeof see>[]
) =>
  judgePlatform({
    environment: 'development',
    checkedAt: '2026-11-24T00:00:00.000Z',
    observations,
    intentOf: ({ health }) => intents[health.name] ?? {},
  });

const guest = { kind: 'user', ref: 'user:default/guest' } as const;

const stopped = (more: Partial<WantedState> = {}): ServiceIntent => ({
  wanted: {
    state: 'stopped',
    since: '2026-11-23T00:00:00.000Z',
    by: guest,
    runId: 'r',
    stepId: 's',
    ...more,
  },
});

const pending: ServiceIntent = {
  pending: {
    act: 'restarting',
    runId: 'r',
    runTitle: 'Restart A',
    by: guest,
    since: '2026-11-23T23:59:00.000Z',
  },
};

describe('The health of a service', () => {
  const url = 'http://localhost:3001';
  const ready = sight({
    kind: 'kubernetes',
    text: '2 of 2 replicas are ready',
    replicas: { ready: 2, wanted: 2 },
    workload: { kind: 'Deployment', namespace: 'monitoring', name: 'grafana' },
    version: '11.3.0',
    answered: undefined,
  });

  it('tells its URL only when that has answered', () => {
    expect(see('grafana', 'healthy', { url }).health.url).toBe(url);
    expect(see('grafana', 'degraded', { url }).health.url).toBe(url);
    expect(see('grafana', 'down', { url }).health).not.toHaveProperty('url');
    expect(see('grafana', 'unknown', { url }).health).not.toHaveProperty('url');
    expect(see('grafana', [ready], { url }).health).not.toHaveProperty('url');
  });

  it('is down with ready replicas behind an endpoint that does not answer', () => {
    expect(see('grafana', [ready, SIGHTS.down], { url }).health).toMatchObject({
      status: 'down',
      score: 50,
      reason: 'nothing listens',
      replicas: { ready: 2, wanted: 2 },
      workload: { namespace: 'monitoring' },
      version: '11.3.0',
      probes: [{ kind: 'kubernetes' }, { kind: 'http', status: 'down' }],
    });
  });

  it('is degraded when some replicas are missing behind an endpoint that answers', () => {
    const half = { ...ready, status: 'degraded' as const, score: 50 };
    expect(see('grafana', [half, SIGHTS.healthy]).health).toMatchObject({
      status: 'degraded',
      score: 75,
    });
  });

  it('goes by what could be asked', () => {
    const { health } = see('grafana', [SIGHTS.unknown, SIGHTS.healthy]);
    expect(health).toMatchObject({ status: 'healthy', score: 100 });
    expect(health).not.toHaveProperty('reason');
  });

  it('is unknown, with the reason and without a score, when nothing could be asked', () => {
    const { health } = see('grafana', 'unknown');
    expect(health).toMatchObject({
      status: 'unknown',
      reason: 'no URL is configured',
    });
    expect(health).not.toHaveProperty('score');
    expect(see('grafana', []).health).toMatchObject({
      status: 'unknown',
      reason: 'no probe is configured',
    });
  });
});

describe('The health of the platform', () => {
  it.each([
    [10, 0, 'healthy'],
    [9, 1, 'degraded'],
    [6, 4, 'degraded'],
    [5, 5, 'unhealthy'],
    [0, 1, 'unhealthy'],
  ] as const)('with %i well and %i down is told', (well, down, status) => {
    const services = [
      ...Array.from({ length: well }, (_, i) => see(`well-${i}`, 'healthy')),
      ...Array.from({ length: down }, (_, i) => see(`down-${i}`, 'down')),
    ];
    expect(judge(...services).status).toBe(status);
  });

  it('is unhealthy with a critical service down, and not for one that is unknown', () => {
    const nine = Array.from({ length: 9 }, (_, i) => see(`s-${i}`, 'healthy'));
    const critical = { critical: true };
    expect(judge(...nine, see('x', 'down', critical))).toMatchObject({
      status: 'unhealthy',
      score: 90,
    });
    expect(judge(...nine, see('x', 'unknown', critical))).toMatchObject({
      status: 'healthy',
      score: 100,
    });
  });

  it('is degraded when one is, whatever the mean of the scores', () => {
    expect(
      judge(see('a', 'healthy'), see('b', 'degraded'), see('c', 'unknown')),
    ).toMatchObject({
      status: 'degraded',
      score: 75,
      summary: 'Degraded: B is degraded (answers with 404).',
    });
  });

  it('says since when and why what is wrong is so', () => {
    const since = '2026-11-23T14:02:31.000Z';
    const seen = { status: 'down' as const, since, wasUp: true };
    const { summary, services } = judgeMeant(
      { b: { seen } },
      ...['a', 'c', 'd'].map(name => see(name, 'healthy')),
      see('b', 'down'),
    );
    expect(summary).toBe(
      'Degraded: B is down since 2026-11-23T14:02Z (nothing listens).',
    );
    expect(services[3]).toMatchObject({ since, needsAttention: true });
  });

  it('takes what a run has in its hands for no failure, and says what it does', () => {
    const told = judgeMeant(
      { a: pending },
      see('a', 'down', { critical: true }),
      see('b', 'healthy'),
    );
    expect(told).toMatchObject({
      status: 'healthy',
      score: 100,
      summary: 'Healthy. Restarting: A.',
      services: [{ needsAttention: false, ...pending }, {}],
      recommendations: [],
    });
    expect(judgeMeant({ a: pending }, see('a', 'down'))).toMatchObject({
      status: 'changing',
      summary: 'Restarting: A.',
    });
  });

  it('takes what is stopped on purpose for no failure, until the time of that is over', () => {
    const until = '2026-11-24T00:00:00.001Z';
    const meant = stopped({ until, reason: 'Upgrade' });
    expect(
      judgeMeant({ a: meant }, see('a', 'down'), see('b', 'healthy')),
    ).toMatchObject({
      status: 'healthy',
      summary:
        'Healthy. Stopped: A by guest until 2026-11-24T00:00Z (Upgrade).',
      services: [{ needsAttention: false, ...meant }, {}],
      recommendations: [],
    });
    expect(judgeMeant({ a: meant }, see('a', 'down'))).toMatchObject({
      status: 'stopped',
    });
    const over = stopped({ until: '2026-11-24T00:00:00.000Z' });
    expect(judgeMeant({ a: over }, see('a', 'down'))).toMatchObject({
      status: 'unhealthy',
      services: [{ needsAttention: true }],
      recommendations: [{ action: { operation: 'start' } }],
    });
  });

  it('is new while nothing was ever seen well, or started', () => {
    const wasUp = { seen: { status: 'down' as const, wasUp: true } };
    const [a, b] = [see('a', 'down'), see('b', 'unknown')];
    expect(judge(a, b)).toMatchObject({
      isNew: true,
      summary: 'Nothing runs here yet.',
    });
    for (const told of [
      judgeMeant({ a: wasUp }, a, b),
      judgeMeant({ b: pending }, a, b),
      judgeMeant({ a: stopped() }, a, b),
      judge(a, see('b', 'healthy')),
      judge(b),
    ]) {
      expect(told).not.toHaveProperty('isNew');
    }
  });

  it('is unknown when no service could be asked, or there is none', () => {
    expect(judge(see('a', 'unknown')).status).toBe('unknown');
    expect(judge().status).toBe('unknown');
  });

  it('says of services, well or not, which ones that are down they wait for', () => {
    const { services } = judge(
      see('istio', 'down'),
      see('kiali', 'healthy', { dependsOn: ['istio', 'prometheus'] }),
      see('prometheus', 'degraded'),
      see('grafana', 'healthy', { dependsOn: ['prometheus'] }),
    );
    expect(services.map(({ waitsFor }) => waitsFor)).toEqual([
      undefined,
      ['istio'],
      undefined,
      undefined,
    ]);
  });
});

describe('A service that is not as people left it', () => {
  it('is up although it was stopped, which is no alarm', () => {
    const { status, summary, services, recommendations } = judgeMeant(
      { a: stopped() },
      see('a', 'healthy'),
      see('b', 'healthy'),
    );
    expect(status).toBe('healthy');
    expect(summary).toBe('Healthy. Up although stopped: A by guest.');
    expect(services[0]).toMatchObject({ drift: 'runs', needsAttention: false });
    expect(recommendations).toEqual([
      {
        service: 'a',
        drift: 'runs',
        severity: 'warning',
        text: 'A runs although guest stopped it at 2026-11-23T00:00Z. Stop it again, or start it to say that it is to run.',
        action: { operation: 'stop', services: ['a'] },
      },
    ]);
  });

  it('is still down after the time until which it was to be stopped', () => {
    const until = '2026-11-23T23:00:00.000Z';
    const { recommendations } = judgeMeant(
      { a: stopped({ until }) },
      see('a', 'down'),
      see('b', 'down'),
    );
    expect(recommendations).toMatchObject([
      {
        service: 'a',
        drift: 'overdue',
        text: 'A was to be stopped until 2026-11-23T23:00Z, and is still down: nothing listens. Start it.',
        action: { operation: 'start', services: ['a'] },
      },
      { service: 'b', text: 'B is down: nothing listens. Start it.' },
    ]);
  });

  it('is nothing to tell while a run has it', () => {
    const { recommendations } = judgeMeant(
      { a: { ...stopped(), ...pending } },
      see('a', 'healthy'),
    );
    expect(recommendations).toEqual([]);
  });
});

describe('Recommendations', () => {
  const recommend = (...observations: ReturnType<typeof see>[]) =>
    judge(...observations).recommendations;

  it('name every service that is not well, what was seen, and the operation that helps', () => {
    expect(
      recommend(
        see('a', 'unknown'),
        see('b', 'degraded'),
        see('c', 'down', { critical: true }),
        see('d', 'healthy'),
      ),
    ).toEqual([
      {
        service: 'c',
        severity: 'critical',
        text: 'C is down: nothing listens. Start it.',
        action: { operation: 'start', services: ['c'] },
      },
      {
        service: 'b',
        severity: 'warning',
        text: 'B is degraded: answers with 404. Restart it.',
        action: { operation: 'restart', services: ['b'] },
      },
      {
        service: 'a',
        severity: 'info',
        text: 'A is unknown: no URL is configured. See to it that it can be asked.',
      },
    ]);
  });

  it('tell one cause once: what is down is one start of all, dependencies first', () => {
    const recommendations = recommend(
      see('a', 'down', { critical: true, dependsOn: ['b'] }),
      see('b', 'down', { dependsOn: ['c'] }),
      see('c', 'down'),
      see('d', 'degraded', { dependsOn: ['c'] }),
      see('e', 'degraded'),
    );
    expect(recommendations).toEqual([
      {
        service: 'c',
        services: ['c', 'b', 'd', 'a'],
        severity: 'critical',
        text: '4 services are not well: C, B, D and 1 more. Start them, in order.',
        action: { operation: 'start', services: ['c', 'b', 'a'] },
      },
      {
        service: 'e',
        severity: 'warning',
        text: 'E is degraded: answers with 404. Restart it.',
        action: { operation: 'restart', services: ['e'] },
      },
    ]);
  });

  it('tell what is unknown for one reason once', () => {
    expect(recommend(see('a', 'unknown'), see('b', 'unknown'))).toEqual([
      {
        service: 'a',
        services: ['a', 'b'],
        severity: 'info',
        text: '2 services are unknown (no URL is configured): A, B.',
      },
    ]);
  });

  it('start nothing that is stopped on purpose or in the hands of a run for what needs it', () => {
    const seen = [see('a', 'degraded', { dependsOn: ['b'] }), see('b', 'down')];
    expect(judgeMeant({ b: stopped() }, ...seen).recommendations).toEqual([
      {
        service: 'a',
        severity: 'warning',
        text: 'A is degraded: answers with 404. It needs B, which is stopped on purpose.',
      },
    ]);
    const [held] = judgeMeant({ b: pending }, ...seen).recommendations;
    expect(held).not.toHaveProperty('action');
    expect(held.text).toContain('wait for that');
  });

  it('offer no operation where none helps, or none is possible', () => {
    const renew = { text: 'Renew its certificate.' };
    const none = { kind: 'none' } as const;
    const [tls, uncontrolled] = recommend(
      see('a', [{ ...SIGHTS.degraded, text: 'it has expired', next: renew }]),
      see('b', 'down', { control: none }),
    );
    expect(tls).toEqual({
      service: 'a',
      severity: 'warning',
      text: 'A is degraded: it has expired. Renew its certificate.',
    });
    expect(uncontrolled).not.toHaveProperty('action');
    expect(uncontrolled.text).toContain('it has no control');
  });

  it('end when services need each other in a circle', () => {
    expect(
      recommend(
        see('a', 'down', { dependsOn: ['b'] }),
        see('b', 'down', { dependsOn: ['a'] }),
      ),
    ).toMatchObject([{ action: { services: ['b', 'a'] } }]);
  });
});
